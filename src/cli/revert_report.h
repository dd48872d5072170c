#pragma once

#include "base/result.h"

#include <optional>
#include <string>
#include <vector>

namespace certlift::cli {

/// What came of an undo or a restore, as docs/undo.schema.json describes it.
struct RevertReport {
  std::string command;  ///< "undo" or "restore"
  std::string path;     ///< as given
  bool is_dry_run = false;
  std::string id = {};             ///< of the change undone, or of the backup restored
  std::string sha256_before = {};  ///< empty: it could not be read, or was gone
  std::string sha256_after = {};
  bool changed = false;            ///< it was written; of a dry run: it would be
  std::string backup = {};         ///< of what stood there
  std::string nothing_to_do = {};  ///< why
  std::vector<std::string> notes = {};
  std::optional<Error> error = {};
};

/// The report as one JSON document.
std::string json_of(const RevertReport& report, const std::string& host, int exit_code);

}  // namespace certlift::cli
