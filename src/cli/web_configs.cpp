#include "cli/web_configs.h"

#include "cli/session.h"
#include "engine/registry.h"
#include "iis/host_config.h"
#include "iis/web_config.h"
#include "server/physical_path.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace certlift::cli {
namespace {

/// An application below a site's root, and where its files are.
struct Place {
  iis::LocationPath path;
  std::string folder;
};

std::vector<Place> applications_of(const Invocation& invocation, const iis::HostConfig& config) {
  std::vector<Place> places;
  for (const iis::Site& site : config.sites()) {
    for (const iis::Application& application : site.applications) {
      const iis::LocationPath path(site.name + application.path);
      const auto root = std::ranges::find(application.virtual_directories, "/", &iis::VirtualDirectory::path);
      if (!path.is_below_site() || root == application.virtual_directories.end()) continue;
      places.push_back({path, server::local_path(root->element.value("physicalPath").value_or(""),
                                                 invocation.options.mappings, invocation.world.variable)});
    }
  }
  return places;
}

/// The report of an application's web.config; nothing if there is nothing to say of it.
std::optional<render::TargetReport> check_one(const Invocation& invocation, const iis::HostConfig& config,
                                              const Place& place, const std::string& path) {
  const engine::Search search = search_of(invocation);
  auto content = invocation.world.files.read(path);
  if (!content) return failed(path, content.error());
  const auto file = engine::open(std::move(content->bytes), path, search.surroundings);
  if (!file) return failed(path, file.error());
  (*file)->findings = engine::find_in_application(config, place.path, **file, search);
  if ((*file)->findings.empty()) return std::nullopt;
  return report_of(invocation, **file);
}

/// The name of the web.config in a folder, whatever its case; empty if there is none.
Result<std::string> web_config_in(const disk::ReadableFiles& files, const std::string& folder) {
  const auto entries = files.list(folder);
  if (!entries) return std::unexpected(entries.error());
  const auto found = std::ranges::find_if(*entries, [](const disk::DirectoryEntry& entry) {
    return iis::same_name(entry.name, iis::web_config_name);
  });
  return found == entries->end() ? std::string() : disk::join(folder, found->name);
}

}  // namespace

std::vector<render::TargetReport> check_web_configs(const Invocation& invocation,
                                                    const engine::Reading& reading) {
  const auto looks_into_them = [&](const engine::Transform& rule) {
    return rule.find_in_application && invocation.options.selection.wants_rule(rule.id);
  };
  if (reading.config.role() == iis::FileRole::web_config ||
      std::ranges::none_of(engine::registry(), looks_into_them))
    return {};
  std::vector<render::TargetReport> reports;
  std::vector<std::string> missing;
  const std::vector<Place> places = applications_of(invocation, reading.config);
  for (const Place& place : places) {
    const auto path = web_config_in(invocation.world.files, place.folder);
    if (!path && path.error().code == ErrorCode::not_found) {
      missing.push_back(place.folder);
    } else if (!path) {
      reports.push_back(failed(place.folder, path.error()));
    } else if (!path->empty()) {
      if (auto report = check_one(invocation, reading.config, place, *path)) reports.push_back(*report);
    }
  }
  if (!missing.empty())
    invocation.log.warn(
        "{}: the folders of {} of {} applications are not here, such as {}; --map says where they are",
        reading.document.path(), missing.size(), places.size(), missing.front());
  return reports;
}

}  // namespace certlift::cli
