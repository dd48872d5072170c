#pragma once

#include "base/result.h"
#include "engine/transform.h"
#include "logs/request_counts.h"
#include "render/colour.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace certlift::render {

/// What came of one file.
struct LogReport {
  std::string path;                 ///< as a person names it
  std::optional<Error> error = {};  ///< it is no log, or cannot be read
  std::uint64_t lines = 0;
  std::uint64_t unreadable = 0;
  bool is_cut = false;  ///< its last line has no end
};

/// Requests that were answered alike at one application.
struct AnswerGroup {
  logs::RequestKey key = {};
  logs::RequestGroup counted = {};
  std::string site = {};                      ///< by the configuration; empty: not known
  std::string application = {};               ///< the same
  bool is_suspicious = false;                 ///< of a kind that client certificates can lead to
  std::string meaning = {};                   ///< of a reason of HTTP.sys
  std::optional<engine::Finding> cause = {};  ///< that explains it

  bool is_fault() const;
};

struct LogsReport {
  std::string host = {};
  int exit_code = 0;
  std::string config = {};          ///< the configuration; empty: none
  std::optional<Error> error = {};  ///< of the configuration
  logs::LogTime since = 0, until = 0;
  std::vector<LogReport> files = {};
  std::vector<AnswerGroup> groups = {};  ///< faults first, then the most frequent
  std::uint64_t lines = 0, left_out = 0;
  bool lacks_sub_status = false;
};

LogsReport masked(LogsReport report);

enum class Codes {
  telling,  ///< those that client certificates can lead to
  all,
};

/// What people read.
std::string logs_text(const LogsReport& report, Colours colours, Codes codes);

/// Whether client certificates can lead to such an answer.
bool is_telling(const AnswerGroup& group);

/// "site 1 'Shop', application /Partners"
std::string place_words(const AnswerGroup& group);

/// What its code means: "no authentication module set a user"; empty: nothing is known of it.
std::string meaning_of(const AnswerGroup& group);

/// "17 clients; none of them got in afterwards"; empty: no client is known.
std::string clients_words(const logs::RequestGroup& seen);

/// How much was read, and what could not be.
std::string totals_text(const LogsReport& report, Codes codes);

/// The report as one JSON document, as docs/logs.schema.json describes it.
std::string logs_json(const LogsReport& report);

}  // namespace certlift::render
