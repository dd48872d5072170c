#pragma once

#include "base/result.h"
#include "engine/reading.h"
#include "text/edit.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace certlift::engine {

/// A finding, and whether its fix was made.
struct Outcome {
  SharedFinding finding;  ///< as the given text has it
  bool applied = false;
  SharedFinding left = {};      ///< not applied, but other fixes were: the same as the new text has it
  bool gone = false;            ///< the fix of another finding took it along
  bool is_first = false;        ///< applied in the first round: what it edits is in the given text
  bool gives_mappings = false;  ///< applied: its fix has declared which mappings become effective

  bool is_done() const { return applied || gone; }
  /// An error or a warning, not ignored, that a person still has to see to.
  bool is_left() const {
    return !is_done() && !finding->ignored && (left ? left : finding)->severity != Severity::note;
  }
};

/// What fix() makes of a file. Nothing has been written anywhere.
struct Repair {
  SharedReading before;
  SharedReading after;                      ///< the same reading if there was nothing to do
  std::vector<Outcome> outcomes = {};       ///< by place; positions are of `before`, but for `left`
  std::size_t rounds = 0;                   ///< how many rounds of edits it took
  std::optional<text::EditSet> edits = {};  ///< that lead from the one to the other, if one round was enough
};

/// Makes every fix that is safe or accepted, in rounds of edits that do not meet, until none is left, and
/// holds each round against the laws (verify.h). The search must be the one that `before` was read with, but
/// may accept more. Errors: law_broken.
Result<Repair> fix(SharedReading before, const Search& search);

}  // namespace certlift::engine
