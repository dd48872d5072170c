#pragma once

#include "base/result.h"
#include "diagnosis/trace_tie.h"
#include "logs/trace.h"
#include "logs/verdict.h"
#include "render/colour.h"

#include <optional>
#include <string>
#include <vector>

namespace certlift::render {

/// What came of one log.
struct TraceReport {
  std::string path;                 ///< as a person names it
  std::optional<Error> error = {};  ///< it is no trace, or cannot be read; the rest is empty then
  logs::Trace trace = {};
  logs::Judgement judgement = {};
  std::optional<diagnosis::TraceTie> tie = {};  ///< if there is a configuration

  /// Whether something is wrong; the normal first leg of a handshake is not.
  bool is_fault() const;
};

struct FrebReport {
  std::string host = {};
  int exit_code = 0;
  std::string config = {};          ///< the configuration; empty: none
  std::optional<Error> error = {};  ///< of the configuration
  std::vector<TraceReport> logs = {};
};

/// The same with a marker in place of each secret (see mask.h) in what the configuration says.
FrebReport masked(FrebReport report);

enum class Listing {
  lines,    ///< several logs: a line each, in groups
  stories,  ///< all of each log
};

/// What people read: of one log all of it.
std::string freb_text(const FrebReport& report, Colours colours, Listing listing);

/// The report as one JSON document, as docs/freb.schema.json describes it.
std::string freb_json(const FrebReport& report);

/// What a log says, in one sentence, and why, if the configuration tells.
std::string sentence_of(const TraceReport& log);

/// Logs that say the same of one place.
struct TraceGroup {
  std::string title;  ///< "no module set a user, site 1 'Shop', application /Partners"
  std::vector<const TraceReport*> logs = {};
};

/// The most frequent first; those that are as frequent as the order of the logs has them. Without those that
/// could not be read.
std::vector<TraceGroup> groups_of(const std::vector<TraceReport>& logs);

/// What a module did, in a few words. `had_user`: a module before it had set the user.
std::string words_of(const logs::ModuleCall& call, bool had_user);

}  // namespace certlift::render
