#include "iis/certificate_request.h"

#include "iis/in_effect.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace certlift::iis {
namespace {

/// Whether `flags`, names and numbers, hold the one of that name and number.
bool hold_flag(std::string_view flags, std::string_view name, unsigned long bit) {
  while (!flags.empty()) {
    const std::size_t comma = std::min(flags.find(','), flags.size());
    const std::string_view flag = trimmed(flags.substr(0, comma));
    const auto number = read_number(flag);
    if (number ? (*number & bit) != 0 : same_name(flag, name)) return true;
    flags.remove_prefix(std::min(comma + 1, flags.size()));
  }
  return false;
}

constexpr std::array other_authentications{section::anonymous, section::basic, section::digest,
                                           section::windows};

}  // namespace

bool asks_for_certificate(std::string_view ssl_flags) {
  return negotiates_certificate(ssl_flags) || requires_certificate(ssl_flags);
}

bool negotiates_certificate(std::string_view ssl_flags) {
  return hold_flag(ssl_flags, "SslNegotiateCert", 32);
}

bool requires_ssl(std::string_view ssl_flags) {
  return hold_flag(ssl_flags, "Ssl", 8);
}

bool requires_128_bits(std::string_view ssl_flags) {
  return hold_flag(ssl_flags, "Ssl128", 256);
}

bool maps_certificate(std::string_view ssl_flags) {
  return hold_flag(ssl_flags, "SslMapCert", 128);
}

bool requires_certificate(std::string_view ssl_flags) {
  return hold_flag(ssl_flags, "SslRequireCert", 64);
}

bool asks_for_certificate(const HostConfig& config, const LocationPath& path) {
  return asks_for_certificate(effective_value(config, path, section::access, "sslFlags").value);
}

bool may_ask_for_certificate(const HostConfig& config, const LocationPath& path) {
  const auto asks = [](std::string_view flags) { return asks_for_certificate(flags); };
  return possible_value(config, path, section::access, "sslFlags", asks).has_value();
}

bool requires_certificate(const HostConfig& config, const LocationPath& path) {
  return requires_certificate(effective_value(config, path, section::access, "sslFlags").value);
}

bool only_certificates_authenticate(const HostConfig& config, const LocationPath& path) {
  return std::ranges::none_of(other_authentications, [&](std::string_view section) {
    return read_bool(effective_value(config, path, section, "enabled").value) != false;
  });
}

}  // namespace certlift::iis
