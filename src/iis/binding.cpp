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

}  // namespace certlift::iis
