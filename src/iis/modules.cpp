#include "iis/modules.h"

namespace certlift::iis {

std::optional<bool> has_module(xml::Element section, std::string_view module) {
  const auto names_it = [&](xml::Element directive) {
    return same_name(directive.value("name").value_or(""), module);
  };
  std::optional<bool> present;
  for (xml::Element directive : section.children()) {
    if (directive.name() == "clear" || (directive.name() == "remove" && names_it(directive))) present = false;
    if (directive.name() == "add" && names_it(directive)) present = true;
  }
  return present;
}

std::optional<bool> has_module(const HostConfig& config, std::string_view section_path,
                               std::string_view module) {
  std::optional<bool> present;
  for (const StoredSection& part : config.stored_at(section_path, ""))
    present = has_module(part.element, module).value_or(present.value_or(false));
  return present;
}

}  // namespace certlift::iis
