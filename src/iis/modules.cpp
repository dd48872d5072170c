#include "iis/modules.h"

#include "iis/in_effect.h"

#include <string>
#include <unordered_map>
#include <utility>

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

std::optional<std::vector<xml::Element>> modules_at(const HostConfig& config, const LocationPath& path) {
  bool is_complete = false;
  std::vector<xml::Element> entries;  // with gaps where one was removed
  std::unordered_map<std::string, std::size_t> by_name;
  for (const StoredSection& stored : sections_in_effect(config, path, section::modules)) {
    is_complete = is_complete || stored.location->path.is_server();
    for (const xml::Element directive : stored.element.children()) {
      const std::string name = upper_case(directive.value("name").value_or(""));
      if (directive.name() == "clear") entries.clear(), by_name.clear();
      const auto found = by_name.find(name);
      if (directive.name() == "remove" && found != by_name.end()) {
        entries[found->second] = {};
        by_name.erase(found);
      }
      if (directive.name() == "add" && by_name.try_emplace(name, entries.size()).second)
        entries.push_back(directive);
    }
  }
  if (!is_complete) return std::nullopt;
  std::erase_if(entries, [](xml::Element entry) { return !entry; });
  return entries;
}

}  // namespace certlift::iis
