#pragma once

#include "base/result.h"
#include "text/lines.h"

#include <string>
#include <string_view>
#include <vector>

/// Reads the part of TOML that settings need: tables with plain names, and keys with a string, a whole
/// number, true or false, or a list of these. CLI11's own reader of such files is not used: it cuts strings
/// at `#` and at commas, skips what it does not know, and forgets the places.
namespace certlift::cli {

enum class SettingKind { text, number, boolean, list };

/// A key of the file, with its value.
struct SettingItem {
  std::string table;  ///< "check" below [check]; empty above all tables
  std::string key;
  SettingKind kind = SettingKind::text;
  std::vector<std::string> values;  ///< decoded; of all kinds but list, one
  text::Position place;             ///< of the key
};

/// All of the file, in order. What it accepts, TOML 1.0 reads in the same way. Errors: not_understood, with
/// the place; also for a key or a table that stands twice.
Result<std::vector<SettingItem>> read_settings(std::string_view text);

}  // namespace certlift::cli
