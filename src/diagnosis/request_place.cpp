#include "diagnosis/request_place.h"

#include "iis/location.h"

namespace certlift::diagnosis {
namespace {

std::string_view trimmed(std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  return path;
}

bool is_in(std::string_view path, std::string_view folder) {
  folder = trimmed(folder);
  if (folder.empty()) return true;
  if (path.size() < folder.size() || (path.size() > folder.size() && path[folder.size()] != '/'))
    return false;
  return iis::same_name(path.substr(0, folder.size()), folder);
}

}  // namespace

const iis::Site* site_of_id(const iis::HostConfig& config, unsigned id) {
  const std::string wanted = std::to_string(id);
  for (const iis::Site& site : config.sites())
    if (site.element.value("id") == wanted) return &site;
  return nullptr;
}

const iis::Application* application_of(const iis::Site& site, std::string_view path) {
  const iis::Application* best = nullptr;
  for (const iis::Application& application : site.applications) {
    const bool is_longer = best == nullptr || trimmed(application.path).size() > trimmed(best->path).size();
    if (is_longer && is_in(path, application.path)) best = &application;
  }
  return best;
}

std::string_view pool_of(const iis::HostConfig& config, const iis::Application& application) {
  if (const auto own = application.element.value("applicationPool")) return *own;
  if (config.sites().empty()) return {};
  const xml::Element sites = config.sites().front().element.parent();
  const xml::Element defaults = sites.child("applicationDefaults");
  return defaults ? defaults.value("applicationPool").value_or("") : std::string_view();
}

iis::LocationPath location_of(const iis::Site& site, std::string_view path) {
  return iis::LocationPath(site.name + std::string(path));
}

}  // namespace certlift::diagnosis
