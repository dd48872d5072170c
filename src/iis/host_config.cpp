#include "iis/host_config.h"

#include "iis/section_levels.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace certlift::iis {
namespace {

std::vector<VirtualDirectory> read_virtual_directories(xml::Element application) {
  std::vector<VirtualDirectory> directories;
  for (xml::Element element : application.children("virtualDirectory"))
    directories.push_back({text_of(element, "path"), element});
  return directories;
}

std::vector<Application> read_applications(xml::Element site) {
  std::vector<Application> applications;
  for (xml::Element element : site.children("application"))
    applications.push_back({text_of(element, "path"), read_virtual_directories(element), element});
  return applications;
}

/// All elements at the end of a path of names that begins at `elements`: a wrapper may be there more than
/// once.
std::vector<xml::Element> descend(std::vector<xml::Element> elements, std::string_view names) {
  while (true) {
    const std::size_t slash = std::min(names.find('/'), names.size());
    std::erase_if(elements, [&](xml::Element element) { return element.name() != names.substr(0, slash); });
    if (slash == names.size()) return elements;
    names.remove_prefix(slash + 1);
    std::vector<xml::Element> below;
    for (xml::Element element : elements)
      for (xml::Element child : element.children()) below.push_back(child);
    elements = std::move(below);
  }
}

}  // namespace

std::string_view name_of(PathKind kind) {
  switch (kind) {
    case PathKind::server:
      return "server";
    case PathKind::site:
      return "site";
    case PathKind::application:
      return "application";
    case PathKind::virtual_directory:
      return "virtual directory";
    case PathKind::directory_or_file:
      return "directory or file";
    case PathKind::path:
      return "path";
    case PathKind::unknown_site:
      return "path of an unknown site";
  }
  return "path";
}

HostConfig::HostConfig(const xml::Document& document, Surroundings surroundings)
    : document_(&document), surroundings_(std::move(surroundings)) {
  const xml::Element root = document.root();
  if (root.name() != "configuration") return;
  read_sites(root);
  read_locations(root);
}

void HostConfig::read_sites(xml::Element configuration) {
  for (xml::Element sites : descend(configuration.children(), section::sites)) {
    has_sites_ = true;
    for (xml::Element element : sites.children("site")) {
      sites_.push_back({text_of(element, "name"), read_applications(element), element});
      sites_by_key_.emplace(upper_case(sites_.back().name), sites_.size() - 1);
      name_paths(sites_.back());
    }
  }
}

void HostConfig::name_paths(const Site& site) {
  const auto name = [&](const std::string& path, PathKind kind) {
    const std::string key = path_key(path);
    if (!key.contains('/')) return;
    if (kind == PathKind::application || !kinds_.find(key)) kinds_[key] = kind;
  };
  for (const Application& application : site.applications) {
    const std::string path = site.name + "/" + application.path;
    name(path, PathKind::application);
    for (const VirtualDirectory& directory : application.virtual_directories)
      if (directory.path != "/") name(path + "/" + directory.path, PathKind::virtual_directory);
  }
}

void HostConfig::read_locations(xml::Element configuration) {
  const std::vector<xml::Element> elements = configuration.children("location");
  locations_.reserve(elements.size() + 1);
  locations_.push_back({LocationPath(), configuration});
  for (xml::Element element : elements)
    locations_.push_back({LocationPath(element.value("path").value_or("")), element});
  std::stable_partition(locations_.begin(), locations_.end(),
                        [](const Location& location) { return location.path.is_server(); });
  for (const Location& location : locations_) {
    if (const auto inherit = location.element.value("inheritInChildApplications");
        inherit && read_bool(*inherit) == false)
      kept_from_applications_.insert(&location);
    auto& same_path = by_path_[location.path.key()];
    same_path.push_back(&location);
    if (location.path.is_server()) continue;
    by_site_[location.path.site_key()].push_back(&location);
    if (same_path.size() == 1) paths_by_site_[location.path.site_key()].push_back(&location.path);
  }
  for (xml::Element element : elements)
    for (xml::Element inner : element.children("location")) nested_.push_back(inner);
}

const Site* HostConfig::site(std::string_view name) const {
  const auto found = sites_by_key_.find(upper_case(name));
  return found == sites_by_key_.end() ? nullptr : &sites_[found->second];
}

std::span<const Location* const> HostConfig::locations_at(std::string_view path_key) const {
  const auto found = by_path_.find(path_key);
  return found == by_path_.end() ? std::span<const Location* const>() : found->second;
}

std::span<const Location* const> HostConfig::locations_of_site(std::string_view site_key) const {
  const auto found = by_site_.find(site_key);
  return found == by_site_.end() ? std::span<const Location* const>() : found->second;
}

std::span<const LocationPath* const> HostConfig::paths_of_site(std::string_view site_key) const {
  const auto found = paths_by_site_.find(site_key);
  return found == paths_by_site_.end() ? std::span<const LocationPath* const>() : found->second;
}

std::span<const StoredSection> HostConfig::sections(std::string_view section_path) const {
  if (indexes_.empty()) {
    std::vector<std::string_view> paths(section::all.begin(), section::all.end());
    for (const auto& [path, schema] : schema().sections()) paths.push_back(path);
    for (const SectionLevels& row : section_levels()) paths.push_back(row.section);
    indexes_.emplace_back(locations_, paths);
  }
  auto index = std::ranges::find_if(indexes_, [&](const SectionIndex& i) { return i.knows(section_path); });
  if (index == indexes_.end()) {
    indexes_.emplace_back(locations_, std::span(&section_path, 1));
    index = std::prev(indexes_.end());
  }
  return index->of(section_path);
}

std::span<const StoredSection> HostConfig::stored_in(std::string_view section_path,
                                                     const Location& location) const {
  const auto stored =
      std::ranges::equal_range(sections(section_path), &location, {}, &StoredSection::location);
  return {stored.begin(), stored.end()};
}

const StoredSections& HostConfig::stored(std::string_view section_path) const {
  if (const auto found = stored_.find(section_path); found != stored_.end()) return found->second;
  StoredSections& sections = stored_[std::string(section_path)];
  for (const StoredSection& section : this->sections(section_path))
    sections[section.location->path.key()].push_back(section);
  return sections;
}

std::span<const StoredSection> HostConfig::stored_at(std::string_view section_path,
                                                     std::string_view path_key) const {
  const auto* found = stored(section_path).find(path_key);
  return found ? std::span(*found) : std::span<const StoredSection>();
}

bool HostConfig::is_kept_from_applications(const Location& location) const {
  return kept_from_applications_.contains(&location) ||
         (web_configs_ && web_configs_->kept_from_applications.contains(&location));
}

void HostConfig::look_into(std::shared_ptr<const WebConfigSections> web_configs) {
  web_configs_ = std::move(web_configs);
}

bool HostConfig::knows_web_configs(const LocationPath& path) const {
  return web_configs_ && !web_configs_->unread.nearest(path.key());
}

const PathMap<OwnValue>& HostConfig::own_values(std::string_view section_path,
                                                std::string_view attribute) const {
  if (const auto kept = own_values_.find(section_path); kept != own_values_.end())
    if (const auto found = kept->second.find(attribute); found != kept->second.end()) return found->second;
  PathMap<OwnValue>& values = own_values_[std::string(section_path)][std::string(attribute)];
  const auto add = [&](std::span<const StoredSection> stored) {
    for (const StoredSection& section : stored)
      if (const auto own = section.element.value(attribute))
        values[section.location->path.key()] = {*own, section};
  };
  add(sections(section_path));
  if (web_configs_)
    if (const auto found = web_configs_->sections.find(section_path); found != web_configs_->sections.end())
      add(found->second);
  return values;
}

PathKind HostConfig::kind_of(const LocationPath& path) const {
  if (path.is_server()) return PathKind::server;
  if (has_sites_ && !site(path.site())) return PathKind::unknown_site;
  if (path.is_site()) return PathKind::site;
  if (!has_sites_) return PathKind::path;
  const PathKind* found = kinds_.find(path.key());
  return found ? *found : PathKind::directory_or_file;
}

std::size_t HostConfig::applications_on_the_way(const LocationPath& path) const {
  const auto kinds = kinds_.on_the_way(path.key());
  return static_cast<std::size_t>(
      std::ranges::count_if(kinds, [](const PathKind* kind) { return *kind == PathKind::application; }));
}

}  // namespace certlift::iis
