#include "cli/web_configs.h"

#include "cli/target_report.h"
#include "engine/registry.h"
#include "server/web_config_files.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace certlift::cli {
namespace {

/// The report of an application's web.config; nothing if there is nothing to say of it.
std::optional<render::TargetReport> check_one(const Invocation& invocation, const iis::HostConfig& config,
                                              const iis::LocationPath& application, const std::string& path) {
  const engine::Search search = search_of(invocation);
  auto content = invocation.world.files.read(path);
  if (!content) return failed(path, content.error());
  const auto file = engine::open(std::move(content->bytes), path, search.surroundings);
  if (!file) return failed(path, file.error());
  (*file)->findings = engine::find_in_application(config, application, **file, search);
  if ((*file)->findings.empty()) return std::nullopt;
  return report_of(invocation, **file);
}

}  // namespace

std::vector<render::TargetReport> check_web_configs(const Invocation& invocation,
                                                    const std::vector<server::PathMapping>& mappings,
                                                    const engine::Reading& reading) {
  const auto looks_into_them = [&](const engine::Transform& rule) {
    return rule.find_in_application && invocation.options.selection.wants_rule(rule.id);
  };
  if (reading.config.role() == iis::FileRole::web_config ||
      std::ranges::none_of(engine::registry(), looks_into_them))
    return {};
  std::vector<render::TargetReport> reports;
  std::vector<std::string> missing;
  const auto folders = server::application_folders(reading.config, mappings, invocation.world.variable);
  for (const auto& [application, folder] : folders) {
    const auto path = server::web_config_in(invocation.world.files, folder);
    if (!path && path.error().code == ErrorCode::not_found) {
      missing.push_back(folder);
    } else if (!path) {
      reports.push_back(failed(folder, path.error()));
    } else if (!path->empty()) {
      if (auto report = check_one(invocation, reading.config, application, *path)) reports.push_back(*report);
    }
  }
  if (!missing.empty())
    invocation.log.warn(
        "{}: the folders of {} of {} applications are not here, such as {}; --map says where they are",
        reading.document.path(), missing.size(), folders.size(), missing.front());
  return reports;
}

}  // namespace certlift::cli
