#include "iis/certificate_request.h"

#include "iis/in_effect.h"

#include <algorithm>
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

}  // namespace

bool asks_for_certificate(std::string_view ssl_flags) {
  return hold_flag(ssl_flags, "SslNegotiateCert", 32) || requires_certificate(ssl_flags);
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

}  // namespace certlift::iis
