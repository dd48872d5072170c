#include "negotiation_command.h"

#include <algorithm>
#include <optional>
#include <string_view>

namespace certlift::late_certificate_request {
namespace {

/// What `bindingInformation` says: "IP:PORT:HOST", with the address of IPv6 in brackets.
struct Endpoint {
  std::string_view address;
  std::string_view port;
  std::string_view host;
};

bool consists_of(std::string_view text, std::string_view others) {
  return !text.empty() && std::ranges::all_of(text, [&](char c) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return is_letter || (c >= '0' && c <= '9') || others.contains(c);
  });
}

/// Nothing where a part is missing, or is not made of the characters that it has in every shell.
std::optional<Endpoint> read_endpoint(std::string_view text) {
  const std::size_t host_colon = text.find_last_of(':');
  if (host_colon == std::string_view::npos || host_colon == 0) return std::nullopt;
  const std::size_t port_colon = text.find_last_of(':', host_colon - 1);
  if (port_colon == std::string_view::npos) return std::nullopt;
  const Endpoint endpoint{text.substr(0, port_colon),
                          text.substr(port_colon + 1, host_colon - port_colon - 1),
                          text.substr(host_colon + 1)};
  const bool has_port =
      !endpoint.port.empty() && endpoint.port.find_first_not_of("0123456789") == std::string_view::npos;
  if (!has_port || !(endpoint.host.empty() || consists_of(endpoint.host, "*.-_"))) return std::nullopt;
  return endpoint.address == "*" || consists_of(endpoint.address, ".:[]") ? std::optional(endpoint)
                                                                          : std::nullopt;
}

/// The record of http.sys that the binding uses: by host name with SNI, by port with the central store, else
/// by address. Source: configuration reference, `<binding>`: sslFlags; netsh http, `add sslcert`.
std::string record_of(const Endpoint& endpoint, const iis::HttpsBinding& binding) {
  const std::string port(endpoint.port);
  if (binding.has(iis::central_store)) return "ccs=" + port;
  if (binding.has(iis::server_name_indication) && !endpoint.host.empty())
    return "hostnameport=" + std::string(endpoint.host) + ":" + port;
  return "ipport=" + (endpoint.address == "*" ? "0.0.0.0" : std::string(endpoint.address)) + ":" + port;
}

}  // namespace

std::string negotiation_commands(const iis::HttpsBinding& binding) {
  const auto endpoint = read_endpoint(binding.element.value("bindingInformation").value_or(""));
  const std::string record = record_of(endpoint.value_or(Endpoint{"ADDRESS", "PORT", "HOST"}), binding);
  const bool has_certificate = !binding.has(iis::central_store);
  return "netsh http show sslcert" + (endpoint ? " " + record : "") + "\nnetsh http update sslcert " +
         record + (has_certificate ? " certhash=CERTIFICATE_HASH certstorename=MY" : "") +
         " appid=\"{APPLICATION_ID}\" clientcertnegotiation=enable";
}

}  // namespace certlift::late_certificate_request
