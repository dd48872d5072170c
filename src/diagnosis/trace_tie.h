#pragma once

#include "diagnosis/reason.h"
#include "logs/verdict.h"

#include <optional>
#include <string>
#include <vector>

namespace certlift::diagnosis {

/// What the configuration says of a traced request. Plain values: they outlive it.
struct TraceTie {
  std::string site = {};                      ///< its name; empty: no site has the number
  std::string application = {};               ///< "/App"; empty: not known
  std::string file = {};                      ///< the configuration
  std::optional<engine::Finding> cause = {};  ///< what explains the answer
  std::vector<Reason> reasons = {};           ///< of 401.2 without a misplaced section on the way
  std::vector<std::string> notes = {};        ///< where log and configuration do not fit together

  /// The mappings that are meant for the path are not read: this is it.
  bool is_misplaced() const { return cause && cause->rule == misplaced_rule; }
};

TraceTie tie(const engine::Reading& reading, const logs::Trace& trace, const logs::Judgement& judgement);

}  // namespace certlift::diagnosis
