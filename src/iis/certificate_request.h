#pragma once

#include "iis/host_config.h"

#include <string_view>

/// What `sslFlags` of a section `access` says of client certificates.
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
/// Whether that value holds SslRequireCert.
bool requires_certificate(std::string_view ssl_flags);

}  // namespace certlift::iis
