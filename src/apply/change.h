#pragma once

#include "apply/context.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace certlift::apply {

/// What the journal and the backup say about a change. Never with a secret.
struct ChangeInfo {
  std::string command = {};     ///< "fix", "apply", "undo", "restore"
  std::string what = {};        ///< one line for people, e.g. "2 fixes: misplaced-client-cert-mappings"
  std::string plan_id = {};     ///< of the plan that was applied, if there was one
  std::string takes_back = {};  ///< of an undo: the change; of a restore: the one whose backup came back
};

/// A change that was made, as `change.json` keeps it.
struct Change {
  std::string id = {};      ///< "20261122T083000Z-3f2a"
  std::string time = {};    ///< "2026-11-22T08:30:00.123456Z"
  std::string target = {};  ///< the real file's absolute path
  std::string user = {}, host = {}, version = {};
  ChangeInfo info = {};
  std::uint64_t size = 0;  ///< of the original
  std::string sha256_before = {};
  std::string sha256_after = {};
};

/// "2026-11-22T08:30:00.123456Z"
std::string timestamp(std::chrono::system_clock::time_point time);

/// The same change with the present time, user, host and version of certlift: for an event in its life.
Change stamped(Change change, const disk::Environment& environment);

bool is_change_id(std::string_view text);
std::string new_change_id(const disk::Environment& environment);

/// As `change.json` holds it; with an `event` as one line of the journal. Holds no byte of the configuration.
std::string to_json(const Change& change);
std::string to_json_line(const Change& change, std::string_view event);

/// What such a document holds; `event` is empty in `change.json`.
struct Entry {
  Change change;
  std::string event = {};
};

/// Nothing if the text is not such a document.
std::optional<Entry> entry_from_json(std::string_view json);

/// A path as it comes back from JSON, where bytes that are not UTF-8 do not survive.
std::string path_in_json(const std::string& path);

}  // namespace certlift::apply
