#include "cli/web_configs.h"

#include "base/sha256.h"
#include "cli/physical_path.h"
#include "cli/session.h"
#include "cli/web_config_sections.h"
#include "iis/host_config.h"
#include "iis/web_config.h"
#include "text/encoding.h"
#include "text/lines.h"
#include "xml/document.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <ranges>
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
      places.push_back({path, local_path(root->element.value("physicalPath").value_or(""),
                                         invocation.options.mappings, invocation.world.variable)});
    }
  }
  return places;
}

/// Whether the file declares the section to be open to web.config files, as IIS's own does not.
bool is_declared_open(const iis::HostConfig& config) {
  std::vector<xml::Element> groups = config.document().root().children("configSections");
  for (const auto part : std::views::split(iis::section::iis_certificate_mapping, '/')) {
    const std::string_view name(part.begin(), part.end());
    std::vector<xml::Element> inner;
    for (const xml::Element group : groups)
      for (const xml::Element child : group.children())
        if (child.value("name") == name) inner.push_back(child);
    groups = std::move(inner);
  }
  return std::ranges::any_of(groups, [](xml::Element section) {
    return iis::same_name(section.value("overrideModeDefault").value_or(""), "Allow");
  });
}

/// Whether a section may stand in the web.config of that path: the deepest location tag that says so decides,
/// and if there is none, its declaration. Source: IIS, "How to Use Locking in IIS Configuration".
bool is_unlocked(const iis::HostConfig& config, const iis::LocationPath& path) {
  bool unlocked = is_declared_open(config);
  const std::string& key = path.key();
  for (std::size_t end = 0; end != std::string::npos;
       end = end == key.size() ? std::string::npos : std::min(key.find('/', end + 1), key.size())) {
    for (const iis::Location* location : config.locations_at(key.substr(0, end))) {
      if (config.stored_in(iis::section::iis_certificate_mapping, *location).empty()) continue;
      const std::string_view mode = location->element.value("overrideMode").value_or("");
      const std::string_view older = location->element.value("allowOverride").value_or("");
      if (iis::same_name(mode, "Allow") || iis::same_name(older, "true")) unlocked = true;
      if (iis::same_name(mode, "Deny") || iis::same_name(older, "false")) unlocked = false;
    }
  }
  return unlocked;
}

std::optional<SectionVerdict> verdict_on(const iis::StoredSection& section, const Place& place, bool unlocked,
                                         const std::string& host_config) {
  if (unlocked && !is_meant(section.element)) return std::nullopt;
  return SectionVerdict{
      engine::Severity::error,
      place.path,
      "the client certificate mappings of the application '" + place.path.text() +
          "' are saved in its web.config, " +
          (unlocked ? "where IIS does not read them"
                    : "where IIS allows none: every request there ends in 500.19 (0x80070021)"),
      {"in-web-config",
       "certlift edits applicationHost.config alone. Move the section into <location path=\"" +
           place.path.site() + "\"> of " + host_config + ", take it out here, and check again"}};
}

std::optional<render::TargetReport> check_one(const Invocation& invocation, const iis::HostConfig& config,
                                              const Place& place, const std::string& path,
                                              const std::string& host_config) {
  auto content = invocation.world.files.read(path);
  if (!content) return failed(path, content.error());
  const std::string hash = sha256(content->bytes);
  auto decoded = text::decode(std::move(content->bytes));
  if (!decoded) return failed(path, decoded.error());
  render::TargetReport report{.path = path};
  report.facts = {decoded->encoding, decoded->bom, std::string(text::line_end_of(decoded->text))};
  report.sha256_before = report.sha256_after = hash;
  if (invocation.options.format == Format::sarif)
    report.text = std::make_shared<const std::string>(decoded->text);
  const auto document = xml::Document::parse(std::move(decoded->text), path);
  if (!document) return failed(path, document.error());
  const iis::HostConfig web_config(*document);
  const bool unlocked = is_unlocked(config, place.path);
  const auto judge = [&](const iis::StoredSection& section) {
    return verdict_on(section, place, unlocked, host_config);
  };
  for (engine::Finding& finding : judge_sections(web_config, judge))
    report.outcomes.push_back({std::move(finding)});
  std::erase_if(report.outcomes, [&](const engine::Outcome& outcome) {
    return !invocation.options.selection.wants(outcome.finding);
  });
  return report.outcomes.empty() ? std::nullopt : std::optional(std::move(report));
}

/// The name of the web.config in a folder, whatever its case; empty if there is none.
Result<std::string> web_config_in(const apply::ReadableFiles& files, const std::string& folder) {
  const auto entries = files.list(folder);
  if (!entries) return std::unexpected(entries.error());
  const auto found = std::ranges::find_if(*entries, [](const apply::DirectoryEntry& entry) {
    return iis::same_name(entry.name, iis::web_config_name);
  });
  return found == entries->end() ? std::string() : apply::join(folder, found->name);
}

std::vector<render::TargetReport> check_all(const Invocation& invocation, const iis::HostConfig& config,
                                            const std::string& host_config) {
  std::vector<render::TargetReport> reports;
  std::vector<std::string> missing;
  const std::vector<Place> places = applications_of(invocation, config);
  for (const Place& place : places) {
    const auto path = web_config_in(invocation.world.files, place.folder);
    if (!path && path.error().code == ErrorCode::not_found) {
      missing.push_back(place.folder);
    } else if (!path) {
      reports.push_back(failed(place.folder, path.error()));
    } else if (!path->empty()) {
      if (auto report = check_one(invocation, config, place, *path, host_config)) reports.push_back(*report);
    }
  }
  if (!missing.empty())
    invocation.log.warn(
        "{}: the folders of {} of {} applications are not here, such as {}; --map says where they are",
        host_config, missing.size(), places.size(), missing.front());
  return reports;
}

}  // namespace

std::vector<render::TargetReport> check_web_configs(const Invocation& invocation, const Target& target) {
  if (!invocation.options.selection.wants_rule(web_config_rule)) return {};
  auto bytes = read_target(invocation, target);
  auto decoded = bytes ? text::decode(std::move(*bytes)) : std::unexpected(bytes.error());
  if (!decoded) return {};  // the target's own report says what is wrong with it
  const auto document = xml::Document::parse(std::move(decoded->text), target.path);
  if (!document) return {};
  return check_all(invocation, iis::HostConfig(*document), target.path);
}

}  // namespace certlift::cli
