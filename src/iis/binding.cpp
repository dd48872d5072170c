#include "iis/binding.h"

#include "iis/schema.h"

namespace certlift::iis {

std::vector<HttpsBinding> https_bindings(const HostConfig& config, const Site& site) {
  std::vector<HttpsBinding> found;
  for (const xml::Element bindings : site.element.children("bindings"))
    for (const xml::Element binding : bindings.children("binding"))
      if (same_name(binding.value("protocol").value_or(""), "https"))
        found.push_back(
            {binding, read_number(binding.value("sslFlags").value_or("0")).value_or(0), config.windows()});
  return found;
}

std::optional<WebBinding> read_binding(xml::Element binding) {
  const std::string_view protocol = binding.value("protocol").value_or("");
  const bool is_https = same_name(protocol, "https");
  if (!is_https && !same_name(protocol, "http")) return std::nullopt;
  const std::string_view information = binding.value("bindingInformation").value_or("");
  const std::size_t host = information.rfind(':');
  if (host == std::string_view::npos || host == 0) return std::nullopt;
  const std::size_t port = information.rfind(':', host - 1);
  if (port == std::string_view::npos) return std::nullopt;
  const auto number = read_number(information.substr(port + 1, host - port - 1));
  if (!number) return std::nullopt;
  std::string_view address = information.substr(0, port);
  if (address.starts_with('[') && address.ends_with(']')) address = address.substr(1, address.size() - 2);
  return WebBinding{binding, is_https, address, *number, information.substr(host + 1)};
}

std::vector<WebBinding> web_bindings(const Site& site) {
  std::vector<WebBinding> found;
  for (const xml::Element bindings : site.element.children("bindings"))
    for (const xml::Element binding : bindings.children("binding"))
      if (const auto read = read_binding(binding)) found.push_back(*read);
  return found;
}

}  // namespace certlift::iis
