#include "cli/formats.h"

#include "engine/registry.h"
#include "render/github_report.h"
#include "render/json_report.h"
#include "render/junit_report.h"
#include "render/sarif_report.h"
#include "render/text_report.h"
#include "render/wrap.h"

#include <algorithm>
#include <array>
#include <ostream>

namespace certlift::cli {
namespace {

void print_text(const Invocation& invocation, const render::Report& report, std::ostream& text) {
  const Verbosity verbosity = invocation.options.verbosity;
  const render::TextStyle style{
      invocation.colours(), verbosity == Verbosity::quiet ? render::Summary::hidden : render::Summary::shown,
      verbosity == Verbosity::verbose ? render::Repeats::told_each : render::Repeats::told_once};
  const World& world = invocation.world;
  text << render::wrapped(render::text_report(report, invocation.options.selection, style),
                          &text == &world.out ? world.out_columns : world.err_columns);
}

void print_json(const Invocation& invocation, const render::Report& report, std::ostream& /*text*/) {
  invocation.world.out << render::json_report(report);
}

void print_sarif(const Invocation& invocation, const render::Report& report, std::ostream& /*text*/) {
  const auto secrets = invocation.options.show_secrets ? render::Secrets::shown : render::Secrets::masked;
  invocation.world.out << render::sarif_report(report, engine::registry(), invocation.options.selection,
                                               secrets);
}

void print_github(const Invocation& invocation, const render::Report& report, std::ostream& /*text*/) {
  invocation.world.out << render::github_report(report, invocation.options.selection);
}

void print_junit(const Invocation& invocation, const render::Report& report, std::ostream& /*text*/) {
  invocation.world.out << render::junit_report(report, engine::registry(), invocation.options.selection);
}

}  // namespace

std::span<const FormatRow> formats() {
  static constexpr std::array rows{
      FormatRow{"text", Format::text, print_text},    FormatRow{"json", Format::json, print_json},
      FormatRow{"sarif", Format::sarif, print_sarif}, FormatRow{"github", Format::github, print_github},
      FormatRow{"junit", Format::junit, print_junit},
  };
  return rows;
}

void print(const Invocation& invocation, const render::Report& report, std::ostream& text) {
  const auto row = std::ranges::find(formats(), invocation.options.format, &FormatRow::format);
  row->print(invocation, report, text);
}

}  // namespace certlift::cli
