#include "iis/section_levels.h"

namespace certlift::iis {
namespace {

/// Each from the configuration reference's page of the section: "configurable only at the site level", "can
/// only be configured at server level. Configuration at a site level or lower will be ignored", and the like;
/// globalRules from the URL Rewrite Module's reference.
constexpr std::array rows{
    SectionLevels{"system.webServer/globalModules", ReadAt::server},
    SectionLevels{"system.webServer/httpCompression", ReadAt::server, {"dynamicTypes", "staticTypes"}},
    SectionLevels{"system.webServer/isapiFilters", ReadAt::server_and_site},
    SectionLevels{"system.webServer/rewrite/globalRules", ReadAt::server},
    SectionLevels{"system.webServer/security/isapiCgiRestriction", ReadAt::server},
    SectionLevels{"system.webServer/webdav/authoring", ReadAt::site},
    SectionLevels{"system.webServer/webdav/globalSettings", ReadAt::server}};

std::string_view name_of(ReadAt levels) {
  switch (levels) {
    case ReadAt::server:
      return "the server level";
    case ReadAt::site:
      return "the site level";
    case ReadAt::server_and_site:
      return "the server and site levels";
  }
  return "other levels";
}

}  // namespace

std::span<const SectionLevels> section_levels() {
  return rows;
}

std::string where_read(const SectionLevels& row) {
  const std::string only = std::string(name_of(row.levels)) + " only";
  const auto& [first, second] = row.also_below;
  if (first.empty()) return only;
  return only + " (<" + std::string(first) + "> and <" + std::string(second) + "> in it further down, too)";
}

}  // namespace certlift::iis
