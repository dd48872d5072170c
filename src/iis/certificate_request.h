#pragma once

#include "iis/host_config.h"

#include <string_view>

/// What `sslFlags` of a section `access` says of SSL and client certificates, and whether these are the only
/// way in.
namespace certlift::iis {

/// Whether `path` requests a client certificate: its effective `sslFlags` hold
/// SslNegotiateCert (32) or SslRequireCert (64), by name or in a number.
bool asks_for_certificate(const HostConfig& config, const LocationPath& path);
/// The same in the pessimistic reading (possible_value).
bool may_ask_for_certificate(const HostConfig& config, const LocationPath& path);
/// Whether it requires one: its effective `sslFlags` hold SslRequireCert.
bool requires_certificate(const HostConfig& config, const LocationPath& path);
/// The same of a value of `sslFlags`.
bool asks_for_certificate(std::string_view ssl_flags);
/// Whether that value holds SslRequireCert, SslNegotiateCert, Ssl.
bool requires_certificate(std::string_view ssl_flags);
bool negotiates_certificate(std::string_view ssl_flags);
bool requires_ssl(std::string_view ssl_flags);
/// Whether it holds Ssl128 (256), SslMapCert (128).
bool requires_128_bits(std::string_view ssl_flags);
bool maps_certificate(std::string_view ssl_flags);

/// Whether nothing but a client certificate can authenticate a request: anonymous, basic, digest and Windows
/// authentication are off.
bool only_certificates_authenticate(const HostConfig& config, const LocationPath& path);

}  // namespace certlift::iis
