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

bool stands_in_comment(std::string_view text, std::size_t at) {
  const std::size_t open = text.rfind("<!--", at);
  return open != std::string_view::npos && text.find("-->", open) > at;
}

}  // namespace

bool is_web_config(const xml::Document& document) {
  const xml::Element root = document.root();
  if (root.name() != "configuration" || root.child(of_the_host)) return false;
  return has_group_of_applications(root) ||
         std::ranges::any_of(root.children("location"), has_group_of_applications);
}

bool may_be_web_config(std::string_view text) {
  const auto has = [&](std::string_view name) { return text.contains(name); };
  const std::size_t host = text.find("<system.applicationHost");
  const bool is_of_host = host != std::string_view::npos && !stands_in_comment(text, host);
  return !is_of_host && (std::ranges::any_of(of_applications, has) || has(asp_net_core));
}

}  // namespace certlift::iis
