#pragma once

#include "base/result.h"
#include "engine/transform.h"
#include "render/colour.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace certlift::render {

/// A copy of the configuration.
struct CopyReport {
  std::string name;
  std::string path;
  std::string time = {};            ///< when it was written, in UTC; empty: not known
  std::optional<Error> error = {};  ///< it was passed over
};

/// A finding of today, and since when it is there.
struct FindingHistory {
  engine::Finding finding;
  std::optional<std::size_t> first_in = {};      ///< of the report's copies
  std::optional<std::size_t> last_without = {};  ///< the same
  std::vector<std::string> differences = {};     ///< between the two, at the finding's location, in words
};

struct HistoryReport {
  std::string host = {};
  int exit_code = 0;
  std::string file = {};                ///< whose findings these are
  std::optional<Error> error = {};      ///< why there are none
  std::vector<CopyReport> copies = {};  ///< that were read, the oldest first
  std::vector<CopyReport> unread = {};  ///< that were passed over
  std::size_t identical = 0;            ///< copies that are the same as another one
  std::vector<FindingHistory> findings = {};
};

HistoryReport masked(HistoryReport report);

enum class Copies { counted, listed };

std::string history_text(const HistoryReport& report, Colours colours, Copies copies);

/// The report as one JSON document, as docs/history.schema.json describes it.
std::string history_json(const HistoryReport& report);

}  // namespace certlift::render
