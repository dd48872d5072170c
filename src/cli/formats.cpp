#include "cli/formats.h"

#include "cli/choice.h"
#include "engine/registry.h"
#include "render/azure_report.h"
#include "render/github_report.h"
#include "render/gitlab_report.h"
#include "render/html_report.h"
#include "render/json_report.h"
#include "render/junit_report.h"
#include "render/markdown_report.h"
#include "render/sarif_report.h"
#include "render/text_report.h"
#include "render/wrap.h"
#include "text/wording.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::cli {
namespace {

void print_text(const Invocation& invocation, const render::Report& report, std::ostream& text) {
  const Verbosity verbosity = invocation.options.verbosity;
  const World& world = invocation.world;
  const std::size_t columns = &text == &world.out ? world.out_columns : world.err_columns;
  const render::TextStyle style{
      invocation.colours(), verbosity == Verbosity::quiet ? render::Summary::hidden : render::Summary::shown,
      verbosity == Verbosity::verbose ? render::Repeats::each : render::Repeats::once,
      verbosity == Verbosity::quiet ? 0 : columns};
  text << render::wrapped(render::text_report(report, invocation.options.selection, style), columns);
}

void print_json(const Invocation& invocation, const render::Report& report, std::ostream& /*text*/) {
  invocation.world.out << render::json_report(report);
}

void print_sarif(const Invocation& invocation, const render::Report& report, std::ostream& /*text*/) {
  const auto secrets = invocation.options.show_secrets ? render::Secrets::shown : render::Secrets::masked;
  invocation.world.out << render::sarif_report(report, engine::registry(), invocation.options.selection,
                                               secrets, CERTLIFT_DOCS_URL);
}

void print_github(const Invocation& invocation, const render::Report& report, std::ostream& /*text*/) {
  invocation.world.out << render::github_report(report, invocation.options.selection);
}

void print_gitlab(const Invocation& invocation, const render::Report& report, std::ostream& /*text*/) {
  invocation.world.out << render::gitlab_report(report, invocation.options.selection);
}

void print_azure(const Invocation& invocation, const render::Report& report, std::ostream& /*text*/) {
  invocation.world.out << render::azure_report(report, invocation.options.selection);
}

void print_junit(const Invocation& invocation, const render::Report& report, std::ostream& /*text*/) {
  invocation.world.out << render::junit_report(report, engine::registry(), invocation.options.selection);
}

void print_html(const Invocation& invocation, const render::Report& report, std::ostream& /*text*/) {
  invocation.world.out << render::html_report(report, engine::registry(), invocation.options.selection);
}

void print_markdown(const Invocation& invocation, const render::Report& report, std::ostream& /*text*/) {
  invocation.world.out << render::markdown_report(report, invocation.options.selection);
}

/// A format of reports.
struct FormatRow {
  std::string_view name;  ///< what --format takes
  Format format;
  /// Prints a report on standard output; one for people goes to `text`.
  void (*print)(const Invocation&, const render::Report&, std::ostream& text);
};

std::span<const FormatRow> formats() {
  static constexpr std::array rows{
      FormatRow{"text", Format::text, print_text},
      FormatRow{"json", Format::json, print_json},
      FormatRow{"sarif", Format::sarif, print_sarif},
      FormatRow{"github", Format::github, print_github},
      FormatRow{"gitlab", Format::gitlab, print_gitlab},
      FormatRow{"azure", Format::azure, print_azure},
      FormatRow{"junit", Format::junit, print_junit},
      FormatRow{"html", Format::html, print_html},
      FormatRow{"markdown", Format::markdown, print_markdown},
  };
  return rows;
}

void add_format(CLI::App& command, Options& options, std::initializer_list<Format> wanted) {
  std::vector<std::string> names;
  for (const FormatRow& row : formats())
    if (wanted.size() == 0 || std::ranges::find(wanted, row.format) != wanted.end())
      names.emplace_back(row.name);
  const auto set = [&options](const std::string& name) {
    options.format = std::ranges::find(formats(), name, &FormatRow::name)->format;
  };
  command
      .add_option_function<std::string>(
          "--format", set, text::alternatives(names) + "; one document on standard output (default: text)")
      ->option_text("FORMAT")
      ->check(one_of("format", names))
      ->group(output_group);
}

}  // namespace

void add_report_format(CLI::App& command, Options& options) {
  add_format(command, options, {});
}

void add_page_format(CLI::App& command, Options& options) {
  add_format(command, options, {Format::text, Format::json, Format::html, Format::markdown});
}

void add_people_format(CLI::App& command, Options& options) {
  add_format(command, options, {Format::text, Format::html, Format::markdown});
}

void add_data_format(CLI::App& command, Options& options) {
  add_format(command, options, {Format::text, Format::json});
}

void print(const Invocation& invocation, const render::Page& page) {
  const bool is_html = invocation.options.format == Format::html;
  invocation.world.out << (is_html ? render::html_of(page) : render::markdown_of(page));
}

void print(const Invocation& invocation, const render::Report& report, std::ostream& text) {
  const auto row = std::ranges::find(formats(), invocation.options.format, &FormatRow::format);
  row->print(invocation, report, text);
}

}  // namespace certlift::cli
