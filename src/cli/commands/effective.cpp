#include "cli/commands/effective.h"

#include "cli/exit_code.h"
#include "cli/formats.h"
#include "cli/max_size.h"
#include "cli/report_file.h"
#include "cli/settings.h"
#include "cli/target_report.h"
#include "cli/targets.h"
#include "cli/tell.h"
#include "iis/configuration.h"
#include "iis/effective.h"
#include "iis/site_mappings.h"
#include "render/effective_page.h"
#include "render/effective_report.h"
#include "render/wrap.h"
#include "text/closest.h"

#include <CLI/CLI.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <memory>
#include <ostream>
#include <utility>

namespace certlift::cli {
namespace {

struct EffectiveOptions {
  std::string path = {};
  std::string section = {};  ///< empty: all
};

/// Errors: wrong_usage, if the path's site is none of the file's.
Result<void> require_known_site(const iis::HostConfig& config, const iis::LocationPath& path) {
  if (path.is_server()) return {};
  std::vector<std::string> known;
  for (const iis::LocationPath& site : iis::sites_of(config)) known.push_back(site.site());
  if (std::ranges::none_of(known, [&](const std::string& s) { return iis::same_name(s, path.site()); }))
    return wrong_usage("--path: there is no site \"" + path.site() + "\"" +
                       text::did_you_mean(path.site(), known));
  return {};
}

/// The paths below a site that its applications, virtual directories and location tags name.
std::vector<std::string> known_paths(const iis::HostConfig& config, const iis::LocationPath& site) {
  std::vector<std::string> known;
  const auto* row = config.site(site.site());
  if (row == nullptr) return known;
  for (const iis::Application& application : row->applications) {
    known.push_back(iis::LocationPath(row->name + "/" + application.path).text());
    for (const iis::VirtualDirectory& directory : application.virtual_directories)
      known.push_back(iis::LocationPath(row->name + "/" + application.path + "/" + directory.path).text());
  }
  for (const iis::Location* location : config.locations_of_site(site.site_key()))
    known.push_back(location->path.text());
  return known;
}

/// A folder or a file below a site is a good path, and nothing in the configuration names it; so is a slip of
/// the pen.
void tell_unknown_path(const Invocation& invocation, const iis::HostConfig& config,
                       const iis::LocationPath& path) {
  if (config.kind_of(path) != iis::PathKind::directory_or_file) return;
  if (!config.locations_at(path.key()).empty()) return;
  const std::string hint = text::did_you_mean(path.text(), known_paths(config, path));
  invocation.log.warn(
      "--path: no application or virtual directory is named \"{}\"{}; what is shown is right for a "
      "folder or a file of that name",
      render::in_one_line(path.text()), hint);
}

/// Whether `name` is the section's path, or the end of it: "access" for "system.webServer/security/access".
bool is_section_named(const std::string& section_path, const std::string& name) {
  const std::string path = "/" + iis::upper_case(section_path);
  return path.ends_with("/" + iis::upper_case(name));
}

/// Leaves the section of that name, if one is given. Errors: wrong_usage, if there is none.
Result<void> keep_wanted(const std::string& name, render::EffectiveReport& report) {
  if (name.empty()) return {};
  std::vector<std::string> known;
  for (const iis::EffectiveSection& section : report.sections)
    known.push_back(section.path.substr(section.path.rfind('/') + 1));
  const auto is_other = [&](const auto& section) { return !is_section_named(section.path, name); };
  std::erase_if(report.sections, is_other);
  std::erase_if(report.not_read, is_other);
  if (report.sections.empty() && report.not_read.empty())
    return wrong_usage("--section: effective shows no section \"" + name + "\"" +
                       text::did_you_mean(name, known));
  return {};
}

Result<void> look_at(const Invocation& invocation, const EffectiveOptions& options, const Target& target,
                     render::EffectiveReport& report) {
  auto bytes = read_target(invocation, target);
  if (!bytes) return std::unexpected(bytes.error());
  const auto file = engine::open(*std::move(bytes), target.path, search_of(invocation).surroundings);
  if (!file) return std::unexpected(file.error());
  const iis::HostConfig& config = (*file)->config;
  if (auto configuration = iis::require_configuration(config.document()); !configuration)
    return std::unexpected(configuration.error());
  if (config.role() == iis::FileRole::web_config)
    return std::unexpected(
        Error{ErrorCode::not_understood,
              "this is a web.config, and its <location> tags name folders, not sites; name the "
              "server's applicationHost.config"});
  const iis::LocationPath path(options.path);
  if (auto known = require_known_site(config, path); !known) return known;
  report.kind = iis::name_of(config.kind_of(path));
  report.sections = iis::effective_sections(config, path);
  report.not_read = iis::sections_not_read(config, path);
  if (auto kept = keep_wanted(options.section, report); !kept) return kept;
  tell_unknown_path(invocation, config, path);
  if (!invocation.options.show_secrets) report.sections = render::masked(std::move(report.sections));
  return {};
}

int exit_code_for(const render::EffectiveReport& report) {
  const auto has_fault = [](const iis::EffectiveSection& section) {
    const auto is_fault = [](const iis::EffectiveFault& f) { return f.kind == iis::ProblemKind::fault; };
    return std::ranges::any_of(section.faults, is_fault);
  };
  return std::ranges::any_of(report.sections, has_fault) ? exit_code::findings_left : exit_code::done;
}

Result<int> run_effective(const Invocation& invocation, const EffectiveOptions& options) {
  const auto target = find_one_target(invocation);
  if (!target) return std::unexpected(target.error());
  render::EffectiveReport report{.host = invocation.world.environment.host,
                                 .file = target->path,
                                 .path = iis::LocationPath(options.path).text()};
  if (auto looked = look_at(invocation, options, *target, report); !looked) {
    if (looked.error().code == ErrorCode::wrong_usage) return std::unexpected(looked.error());
    if (looked.error().path.empty()) looked.error().path = target->path;
    report.exit_code = tell(invocation, looked.error());
    report.error = looked.error();
  } else {
    report.exit_code = exit_code_for(report);
  }
  if (invocation.options.format == Format::json)
    invocation.world.out << render::effective_json(report);
  else if (is_illustrated(invocation.options.format))
    print(invocation, render::effective_page(report));
  else if (!report.error)
    invocation.world.out << render::wrapped(render::effective_text(report, invocation.colours()),
                                            invocation.world.out_columns);
  return report.exit_code;
}

}  // namespace

Run declare_effective(CLI::App& command, Options& options) {
  const auto own = std::make_shared<EffectiveOptions>();
  const auto set = [&options](const std::string& target) { options.targets = {target}; };
  command
      .add_option_function<std::string>(
          "TARGET", set, "a file, or - for standard input; none: on Windows the live applicationHost.config")
      ->option_text(" ");
  command.add_option("--path", own->path, "a location path: a site, or what is below it")
      ->option_text("SITE/APP")
      ->required()
      ->group(looked_at_group);
  command
      .add_option("--section", own->section,
                  "only this section, such as access or system.webServer/security/access")
      ->option_text("NAME")
      ->group(looked_at_group);
  add_schema(command, options);
  add_settings(command, options);
  add_page_format(command, options);
  add_report_file(command, options);
  add_max_size(command, options);
  add_show_secrets(command, options)->description("do not mask passwords and keys");
  add_color(command, options);
  add_verbosity(command, options);
  command.footer(
      "The sections for authentication, authorization and access: each effective value with the line it\n"
      "comes from; and sections of any kind that IIS ignores at the level where they are stored. Files "
      "named\n"
      "web.config are not read.\n"
      "Examples:\n"
      "  certlift effective applicationHost.config --path \"Shop/Partners\"\n"
      "  certlift effective --path Shop --format json applicationHost.config\n"
      "  certlift effective applicationHost.config --path \"\"     the server level\n"
      "  certlift effective applicationHost.config --path Shop --section access");
  return [own](const Invocation& invocation) { return run_effective(invocation, *own); };
}

}  // namespace certlift::cli
