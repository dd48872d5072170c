#include "cli/command_effective.h"

#include "cli/exit_code.h"
#include "cli/max_size.h"
#include "cli/session.h"
#include "cli/targets.h"
#include "cli/tell.h"
#include "cli/web_config_target.h"
#include "iis/effective.h"
#include "iis/site_mappings.h"
#include "render/effective_report.h"
#include "text/closest.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <ostream>
#include <utility>

namespace certlift::cli {
namespace {

Target the_target(const Invocation& invocation) {
  std::vector<Target> targets = find_targets(invocation);
  if (targets.size() != 1) wrong_usage("there are several applicationHost.config in there; name one of them");
  return std::move(targets.front());
}

/// Ends the run if the path's site is none of the file's.
void require_known_site(const iis::HostConfig& config, const iis::LocationPath& path) {
  if (path.is_server()) return;
  std::vector<std::string> known;
  for (const iis::LocationPath& site : iis::sites_of(config)) known.push_back(site.site());
  if (std::ranges::none_of(known, [&](const std::string& s) { return iis::same_name(s, path.site()); }))
    wrong_usage("--path: there is no site \"" + path.site() + "\"" + text::did_you_mean(path.site(), known));
}

Result<void> look_at(const Invocation& invocation, const Target& target, render::EffectiveReport& report) {
  auto bytes = read_target(invocation, target);
  if (!bytes) return std::unexpected(bytes.error());
  const auto document = read_configuration(std::move(*bytes), target.path);
  if (!document) return std::unexpected(document.error());
  if (is_web_config(target.path, std::string(document->text())))
    return std::unexpected(
        Error{ErrorCode::not_understood,
              "this is a web.config, and its <location> tags name folders, not sites; name the "
              "server's applicationHost.config"});
  const iis::HostConfig config(*document, surroundings_of(invocation));
  const iis::LocationPath path(invocation.options.path);
  require_known_site(config, path);
  report.kind = iis::name_of(config.kind_of(path));
  report.sections = iis::effective_sections(config, path);
  if (!invocation.options.show_secrets) report.sections = render::masked(std::move(report.sections));
  return {};
}

int exit_code_for(const render::EffectiveReport& report) {
  const auto has_fault = [](const iis::EffectiveSection& section) { return !section.faults.empty(); };
  return std::ranges::any_of(report.sections, has_fault) ? exit_code::findings_left : exit_code::done;
}

}  // namespace

void declare_effective(CLI::App& command, Options& options) {
  const auto set = [&options](const std::string& target) { options.targets = {target}; };
  command
      .add_option_function<std::string>(
          "TARGET", set, "a file, or - for standard input; none: on Windows the live applicationHost.config")
      ->option_text(" ");
  add_path(command, options);
  add_schema(command, options);
  add_data_format(command, options);
  add_max_size(command, options);
  add_show_secrets(command, options)->description("do not mask passwords and keys");
  add_color(command, options);
  add_verbosity(command, options);
  command.footer(
      "The sections for authentication, authorization and access: each value with the place it comes from.\n"
      "Files named web.config are not looked at.\n"
      "Examples:\n"
      "  certlift effective applicationHost.config --path \"Shop/Partners\"\n"
      "  certlift effective --path Shop --format json applicationHost.config\n"
      "  certlift effective applicationHost.config --path \"\"     what the server says\n"
      "Exit code: 0 IIS can read all of it, 1 it cannot (two entries with one key, or the like),\n"
      "  2 wrong command line or no such site, 3 the file cannot be read or understood");
}

int run_effective(const Invocation& invocation) {
  const Target target = the_target(invocation);
  render::EffectiveReport report{.host = invocation.world.environment.host,
                                 .file = target.path,
                                 .path = iis::LocationPath(invocation.options.path).text()};
  if (auto looked = look_at(invocation, target, report); !looked) {
    if (looked.error().path.empty()) looked.error().path = target.path;
    report.exit_code = tell(invocation, looked.error());
    report.error = looked.error();
  } else {
    report.exit_code = exit_code_for(report);
  }
  if (invocation.options.format == Format::json)
    invocation.world.out << render::effective_json(report);
  else if (!report.error)
    invocation.world.out << render::effective_text(report, invocation.colours());
  return report.exit_code;
}

}  // namespace certlift::cli
