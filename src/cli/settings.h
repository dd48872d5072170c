#pragma once

#include "cli/options.h"
#include "cli/settings_reader.h"
#include "render/report.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// `.certlift.toml`: what options are, if the command line does not say it. No option that lets more be
/// written without a word, or shows secrets, is a setting; consent counts from a named file only, and is
/// told.
namespace certlift::cli {

inline constexpr const char* settings_file_name = ".certlift.toml";
inline constexpr const char* settings_option = "--settings";

/// Which file may set an option: one that lies beside TARGET or above it, which others may have put there,
/// or only one that --settings names.
enum class SettingKeeper { any_file, named_file };

enum class SettingValue { plain, path };  ///< a path is relative to the file

/// An option that a file may set.
struct Setting {
  std::string_view name;      ///< of the option, without `--`
  std::string_view fallback;  ///< what it is if nobody says it, in words
  SettingKeeper keeper = SettingKeeper::any_file;
  SettingValue value = SettingValue::plain;
};
std::span<const Setting> settings();

enum class Origin { fallback, file, command_line };

/// What an option is, and who says so.
struct SettingInForce {
  std::string name;
  std::string command;              ///< whose table it stands in; empty: none
  std::vector<std::string> values;  ///< none: the fallback
  Origin origin = Origin::fallback;
  text::Position place = {};  ///< in the file
};

/// Where the settings of a run come from.
struct Settings {
  std::string file = {};                      ///< empty: there is none
  std::vector<SettingItem> items = {};        ///< all of the file that count
  std::vector<SettingItem> passed_over = {};  ///< those that would count if the file were named
  std::vector<SettingInForce> in_force = {};  ///< of the command that runs, in the order of settings()
};

/// Adds --settings to a command, which makes it one that goes by settings.
void add_settings(CLI::App& command, Options& options);

/// Finds the settings of the targets, beside them or above, or reads those that --settings names, and gives
/// the command's options what the command line does not. Errors: wrong_usage, with the place in the message,
/// if something in the file is no setting, or if two targets have different files; and as of reading.
/// `whole_app`: with every command, if there is a file.
Result<Settings> apply_settings(CLI::App& command, const Options& options, const disk::ReadableFiles& files,
                                const std::function<const CLI::App&()>& whole_app);

/// What a report says of the settings; nothing if there is no file.
std::optional<render::SettingsUse> settings_use(const Invocation& invocation);

/// Logs which consent comes from the file, and what of it does not count for this command because the file
/// was found.
void tell_settings(const Settings& settings, const CLI::App& command, spdlog::logger& log);

}  // namespace certlift::cli
