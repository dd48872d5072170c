#include "iis/web_config.h"

#include <algorithm>
#include <array>
#include <vector>

namespace certlift::iis {
namespace {

constexpr std::string_view of_the_host = "system.applicationHost";
constexpr std::string_view asp_net_core = "aspNetCore";
constexpr std::array<std::string_view, 3> of_applications{"appSettings", "connectionStrings", "system.web"};

bool is_of_applications(xml::Element group) {
  return std::ranges::find(of_applications, group.name()) != of_applications.end() ||
         (group.name() == "system.webServer" && group.child(asp_net_core));
}

bool has_group_of_applications(xml::Element parent) {
  return std::ranges::any_of(parent.children(), is_of_applications);
}

bool is_named_web_config(std::string_view path) {
  const std::size_t slash = path.find_last_of("/\\");
  return same_name(path.substr(slash == std::string_view::npos ? 0 : slash + 1), web_config_name);
}

bool has_only_what_applications_have(xml::Element root) {
  if (root.name() != "configuration" || root.child(of_the_host)) return false;
  return has_group_of_applications(root) ||
         std::ranges::any_of(root.children("location"), has_group_of_applications);
}

}  // namespace

FileRole role_of(const xml::Document& document) {
  return is_named_web_config(document.path()) || has_only_what_applications_have(document.root())
             ? FileRole::web_config
             : FileRole::host_config;
}

}  // namespace certlift::iis
