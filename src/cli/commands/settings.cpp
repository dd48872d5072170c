#include "cli/commands/settings.h"

#include "cli/exit_code.h"
#include "cli/formats.h"
#include "cli/known_findings.h"
#include "cli/max_size.h"
#include "cli/settings.h"
#include "cli/web_configs.h"
#include "render/json_report.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::cli {
namespace {

using nlohmann::ordered_json;

/// What is in force for this command, and what the file has for others.
std::vector<SettingInForce> rows_of(const Settings& settings) {
  std::vector<SettingInForce> rows = settings.in_force;
  for (const SettingItem& item : settings.items)
    if (!item.table.empty() && item.table != "settings")
      rows.push_back({item.key, item.table, item.values, Origin::file, item.place});
  return rows;
}

std::string_view fallback_of(const SettingInForce& row) {
  return std::ranges::find(settings(), row.name, &Setting::name)->fallback;
}

std::string value_of(const SettingInForce& row) {
  if (row.origin == Origin::fallback) return std::string(fallback_of(row));
  std::string text;
  for (const std::string& value : row.values) text += (text.empty() ? "" : ", ") + render::in_one_line(value);
  return text;
}

std::string origin_of(const SettingInForce& row, const std::string& file) {
  if (row.origin == Origin::command_line) return "command line";
  if (row.origin == Origin::fallback) return "default";
  return render::in_one_line(file) + ":" + std::to_string(row.place.line);
}

std::string label_of(const SettingInForce& row) {
  return row.command.empty() || row.command == "settings" ? row.name : row.command + "." + row.name;
}

void print_text(const Settings& settings, std::ostream& out) {
  const std::vector<SettingInForce> rows = rows_of(settings);
  std::size_t name_width = 0, value_width = 0;
  for (const SettingInForce& row : rows) {
    name_width = std::max(name_width, label_of(row).size());
    value_width = std::max(value_width, value_of(row).size());
  }
  for (const SettingInForce& row : rows) {
    const std::string name = label_of(row), value = value_of(row);
    out << name << std::string(name_width - name.size() + 2, ' ') << value
        << std::string(value_width - value.size() + 2, ' ') << origin_of(row, settings.file) << '\n';
  }
}

ordered_json json_of(const SettingInForce& row) {
  constexpr std::string_view names[] = {"default", "file", "command-line"};
  const bool is_said = row.origin != Origin::fallback;
  return {{"name", row.name},
          {"command", row.command.empty() ? ordered_json(nullptr) : ordered_json(row.command)},
          {"values", is_said ? ordered_json(row.values) : ordered_json(nullptr)},
          {"default", fallback_of(row)},
          {"origin", names[static_cast<std::size_t>(row.origin)]},
          {"line", row.origin == Origin::file ? ordered_json(row.place.line) : ordered_json(nullptr)}};
}

void print_json(const Invocation& invocation, const Settings& settings) {
  auto document = render::document_head("settings", invocation.world.environment.host, exit_code::done);
  document["file"] = settings.file.empty() ? ordered_json(nullptr) : ordered_json(settings.file);
  document["settings"] = ordered_json::array();
  for (const SettingInForce& row : rows_of(settings)) document["settings"].push_back(json_of(row));
  invocation.world.out << render::text_of(document);
}

Result<int> run_settings(const Invocation& invocation) {
  const Settings settings = invocation.settings != nullptr ? *invocation.settings : Settings();
  if (invocation.options.format == Format::json)
    print_json(invocation, settings);
  else
    print_text(settings, invocation.world.out);
  return exit_code::done;
}

}  // namespace

Run declare_settings(CLI::App& command, Options& options) {
  add_targets(command, options);
  add_settings(command, options);
  add_selection(command, options);
  add_schema(command, options);
  add_windows(command, options);
  add_web_config(command, options);
  add_baseline(command, options);
  add_backup_dir(command, options);
  add_keep(command, options);
  add_jobs(command, options);
  add_wait(command, options);
  add_max_size(command, options);
  add_quiet_notes(command, options);
  add_data_format(command, options);
  add_color(command, options);
  add_verbosity(command, options);
  command.footer(
      "Shows what a command with the same TARGET and options would go by, and who says so. The tables of "
      "the\n"
      "file, each for one command, come last.\n"
      "Examples:\n"
      "  certlift settings applicationHost.config\n"
      "  certlift settings --settings ci.toml --format json");
  return run_settings;
}

}  // namespace certlift::cli
