#include "cli/settings.h"

#include "disk/file_system.h"
#include "render/shell_word.h"
#include "text/closest.h"

#include <CLI/CLI.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <map>
#include <utility>

namespace certlift::cli {
namespace {

constexpr std::uint64_t largest_settings = 65'536;
constexpr int most_folders = 1000;

constexpr std::array all_settings{
    Setting{"accept", "none", SettingKeeper::named_file},
    Setting{"site", "all"},
    Setting{"only", "all"},
    Setting{"skip", "none"},
    Setting{"schema", "this server's own, or what certlift knows", SettingKeeper::named_file,
            SettingValue::path},
    Setting{"windows", "not known"},
    Setting{"web-config", "false"},
    Setting{"map", "none", SettingKeeper::named_file},
    Setting{"baseline", "none", SettingKeeper::any_file, SettingValue::path},
    Setting{"format", "text"},
    Setting{"color", "auto"},
    Setting{"quiet-notes", "false"},
    Setting{"exit-zero", "false"},
    Setting{"backup-dir", ".certlift beside each target", SettingKeeper::named_file, SettingValue::path},
    Setting{"keep", "20", SettingKeeper::named_file},
    Setting{"jobs", "one per processor"},
    Setting{"wait", "10"},
    Setting{"max-size", "1G"},
};

// --- which file ---

/// The settings for what is in a folder: there, or in the nearest one above. Empty: there are none.
Result<std::string> settings_above(const disk::ReadableFiles& files, std::string folder) {
  for (int i = 0; i < most_folders; ++i) {
    std::string path = disk::join(folder, settings_file_name);
    const auto info = files.info(path);
    if (info && info->kind == disk::FileKind::regular) return path;
    if (!info && info.error().code != ErrorCode::not_found) return std::unexpected(info.error());
    std::string above = disk::directory_of(folder);
    if (above == folder || above == ".") break;
    folder = std::move(above);
  }
  return std::string();
}

/// The folder whose settings a target has; empty: there is no such target.
Result<std::string> folder_of(const disk::ReadableFiles& files, const std::string& target) {
  const auto info = files.info(target);
  if (!info && info.error().code == ErrorCode::not_found) return std::string();
  if (!info) return std::unexpected(info.error());
  return info->kind == disk::FileKind::directory ? info->path : disk::directory_of(info->path);
}

std::string words_for(const std::string& file, const std::string& target) {
  return (file.empty() ? "no settings are" : file + " is") + " for " + target;
}

/// The one file of all targets.
Result<std::string> find_file(const Options& options, const disk::ReadableFiles& files) {
  if (!options.settings.empty()) return options.settings;
  std::string found;
  const std::string* first = nullptr;
  std::map<std::string, Result<std::string>> by_folder{{"", std::string()}};
  for (const std::string& target : options.targets) {
    if (target == "-") continue;
    const auto folder = folder_of(files, target);
    if (!folder) return folder;
    const auto [known, is_new] = by_folder.try_emplace(*folder);
    if (is_new) known->second = settings_above(files, *folder);
    const Result<std::string>& file = known->second;
    if (!file) return file;
    if (first != nullptr && *file != found)
      return wrong_usage(words_for(found, *first) + ", and " + words_for(*file, target) +
                         ": one run has one file; deal with them one by one, or name one with --settings");
    first = &target;
    found = *file;
  }
  return found;
}

Result<std::vector<SettingItem>> read_file(const disk::ReadableFiles& files, const std::string& path) {
  const auto info = files.info(path);
  if (!info) return std::unexpected(info.error());
  if (info->size > largest_settings)
    return wrong_usage(path + ": this file is too large for settings (64 KiB at most)");
  const auto content = files.read(path);
  if (!content) return std::unexpected(content.error());
  auto items = read_settings(content->bytes);
  if (items) return items;
  items.error().path = path;
  return wrong_usage(render::text_of(items.error()));
}

// --- what it says ---

std::unexpected<Error> fault(const std::string& file, const SettingItem& item, const std::string& message) {
  return wrong_usage(
      render::text_of(Error{ErrorCode::wrong_usage, message, file, item.place.line, item.place.column}));
}

const CLI::App* command_named(const CLI::App& app, const std::string& name) {
  const auto commands =
      app.get_subcommands([&](const CLI::App* command) { return command->get_name() == name; });
  return commands.empty() ? nullptr : commands.front();
}

bool has_settings(const CLI::App* command) {
  return command->get_option_no_throw(settings_option) != nullptr;
}

std::vector<std::string> names_with_settings(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands(has_settings)) names.push_back(command->get_name());
  return names;
}

bool is_option_of_any(const CLI::App& app, const std::string& option) {
  return std::ranges::any_of(app.get_subcommands(has_settings), [&](const CLI::App* command) {
    return command->get_option_no_throw(option) != nullptr;
  });
}

/// Errors: wrong_usage, if it is no setting, or not one of the command in whose table it stands.
Result<void> require_setting(const CLI::App& app, const std::string& file, const SettingItem& item) {
  const CLI::App* command = item.table.empty() ? nullptr : command_named(app, item.table);
  if (!item.table.empty() && (command == nullptr || !has_settings(command)))
    return fault(file, item,
                 "[" + item.table + "] is no command that goes by settings" +
                     text::did_you_mean(item.table, names_with_settings(app)));
  const std::string option = "--" + item.key;
  if (std::ranges::find(all_settings, item.key, &Setting::name) == all_settings.end()) {
    if (is_option_of_any(app, option))
      return fault(file, item, option + " is no setting: it counts on the command line only");
    std::vector<std::string> names;
    for (const Setting& setting : all_settings) names.emplace_back(setting.name);
    return fault(file, item,
                 "there is no setting \"" + item.key + "\"" + text::did_you_mean(item.key, names));
  }
  if (command != nullptr && command->get_option_no_throw(option) == nullptr)
    return fault(file, item, "certlift " + item.table + " has no " + option);
  if (item.key == "accept" && std::ranges::find(item.values, "all") != item.values.end())
    return fault(file, item, "\"all\" counts on the command line only: name the risks to consent to");
  return {};
}

const Setting& setting_of(const SettingItem& item) {
  return *std::ranges::find(all_settings, item.key, &Setting::name);
}

bool is_absolute(std::string_view path) {
  return path.starts_with('/') || path.starts_with('\\') || (path.size() > 1 && path[1] == ':');
}

/// As the option takes it: what is relative to the file becomes relative to where certlift runs.
std::vector<std::string> values_of(const std::string& file, const SettingItem& item) {
  std::vector<std::string> values = item.values;
  if (setting_of(item).value == SettingValue::path)
    for (std::string& value : values)
      if (!is_absolute(value) && file.find_first_of("/\\") != std::string::npos)
        value = disk::join(disk::directory_of(file), value);
  return values;
}

/// One format or consent may be for some commands only.
bool may_pass_over(const CLI::App& command, const SettingItem& item) {
  return item.table.empty() && command.get_name() != "check" &&
         (item.key == "format" || item.key == "accept");
}

/// Gives the option what the file says. Whether it took it.
Result<bool> give(const CLI::App& command, CLI::Option& option, const std::string& file,
                  const SettingItem& item) {
  const bool is_flag = option.get_expected_max() == 0;
  if (is_flag != (item.kind == SettingKind::boolean))
    return fault(file, item, item.key + (is_flag ? " expects true or false" : " expects another value"));
  if (is_flag && item.values.front() == "false") return true;
  const bool is_list = option.get_expected_max() > 1 || !option.get_allow_extra_args();
  if (item.kind == SettingKind::list && !is_list && item.values.size() != 1)
    return fault(file, item, item.key + " expects one value");
  try {
    for (const std::string& value : values_of(file, item)) option.add_result(value);
    if (option.count() != 0) option.run_callback();
  } catch (const CLI::ParseError& error) {
    option.clear();
    if (may_pass_over(command, item)) return false;
    return fault(file, item, error.what());
  }
  for (const CLI::Option* needed : option.get_needs())
    if (needed->count() == 0)
      return fault(file, item, item.key + " needs " + needed->get_name() + " beside it");
  return true;
}

/// The item of the command's own table goes first.
const SettingItem* item_for(const std::vector<SettingItem>& items, const std::string& command,
                            std::string_view name) {
  const SettingItem* found = nullptr;
  for (const SettingItem& item : items)
    if (item.key == name && (item.table == command || (item.table.empty() && found == nullptr)))
      found = &item;
  return found;
}

/// Whoever may put a file above the target does not decide what is written, by consent or by what IIS is said
/// to allow, nor where its backup lies and which backups are removed.
void pass_over_for_named_files(Settings& settings) {
  const auto rest = std::ranges::stable_partition(settings.items, [](const SettingItem& item) {
    return setting_of(item).keeper == SettingKeeper::any_file;
  });
  settings.passed_over.assign(std::make_move_iterator(rest.begin()), std::make_move_iterator(rest.end()));
  settings.items.erase(rest.begin(), rest.end());
}

}  // namespace

std::span<const Setting> settings() {
  return all_settings;
}

void add_settings(CLI::App& command, Options& options) {
  command
      .add_option(settings_option, options.settings,
                  "go by this file instead of the .certlift.toml beside TARGET or above it")
      ->option_text("FILE")
      ->group(looked_at_group);
}

Result<Settings> apply_settings(CLI::App& command, const Options& options, const disk::ReadableFiles& files,
                                const std::function<const CLI::App&()>& whole_app) {
  Settings settings;
  if (!has_settings(&command)) return settings;
  auto file = find_file(options, files);
  if (!file) return std::unexpected(file.error());
  settings.file = *std::move(file);
  if (!settings.file.empty()) {
    auto items = read_file(files, settings.file);
    if (!items) return std::unexpected(items.error());
    settings.items = *std::move(items);
  }
  for (const SettingItem& item : settings.items)
    if (auto known = require_setting(whole_app(), settings.file, item); !known)
      return std::unexpected(known.error());
  if (options.settings.empty()) pass_over_for_named_files(settings);
  for (const Setting& setting : all_settings) {
    CLI::Option* option = command.get_option_no_throw("--" + std::string(setting.name));
    if (option == nullptr) continue;
    SettingInForce row{std::string(setting.name), {}, option->results()};
    const SettingItem* item = item_for(settings.items, command.get_name(), setting.name);
    if (option->count() != 0) {
      row.origin = Origin::command_line;
    } else if (item != nullptr) {
      const auto taken = give(command, *option, settings.file, *item);
      if (!taken) return std::unexpected(taken.error());
      if (*taken) row = {row.name, item->table, values_of(settings.file, *item), Origin::file, item->place};
    }
    settings.in_force.push_back(std::move(row));
  }
  return settings;
}

std::optional<render::SettingsUse> settings_use(const Invocation& invocation) {
  if (invocation.settings == nullptr || invocation.settings->file.empty()) return std::nullopt;
  render::SettingsUse use{invocation.settings->file};
  for (const SettingInForce& row : invocation.settings->in_force)
    if (row.name == "accept" && row.origin == Origin::file) use.accept = row.values;
  return use;
}

void tell_settings(const Settings& settings, const CLI::App& command, spdlog::logger& log) {
  const std::string file = render::in_one_line(settings.file);
  // Also with -q, so it is no warning.
  for (const SettingInForce& row : settings.in_force)
    if (row.name == "accept" && row.origin == Origin::file)
      for (const std::string& risk : row.values)
        log.error("{}:{}: the consent to {} comes from here", file, row.place.line,
                  render::in_one_line(risk));
  for (const SettingItem& item : settings.passed_over)
    if (command.get_name() == "settings" || ((item.table.empty() || item.table == command.get_name()) &&
                                             command.get_option_no_throw("--" + item.key) != nullptr))
      log.warn("{}:{}: {} counts only in a file that is named: pass --settings {}", file, item.place.line,
               item.key, render::shell_word(settings.file));
}

}  // namespace certlift::cli
