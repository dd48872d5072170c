#pragma once

#include "base/result.h"
#include "engine/select.h"
#include "engine/transform.h"
#include "text/edit.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::engine {

/// A finding, and whether its fix was made.
struct Outcome {
  Finding finding;  ///< as the given text has it
  bool applied = false;
  std::optional<Finding> left = {};  ///< not applied, but others were: the same as the new text has it
  bool gone = false;                 ///< the fix of another finding took it along
};

/// What fix() makes of a text. Nothing has been written anywhere.
struct Repair {
  std::string text;                    ///< the mended text; equal to the given one if there was nothing to do
  std::vector<Outcome> outcomes;       ///< by place; positions are of the given text, but for `left`
  std::size_t rounds = 0;              ///< how many rounds of edits it took
  std::optional<text::EditSet> edits;  ///< that lead from the given text to this one, if one round was enough
};

/// Whether Finding::work is wanted.
enum class Works { left_out, worked_out };

/// The findings of all selected transforms, sorted by place and rule, without duplicates.
/// Errors: not_understood, if the text is no XML or no configuration.
Result<std::vector<Finding>> check(std::string text, const std::string& path,
                                   std::span<const Transform> transforms, const Selection& selection,
                                   const iis::Surroundings& surroundings = {}, Works works = Works::left_out);

/// Makes every fix that is safe or accepted, in rounds of edits that do not meet, until none is left, and
/// holds each round against the laws (verify.h). Errors: not_understood, if the text is no XML or no
/// configuration; law_broken.
Result<Repair> fix(std::string text, const std::string& path, std::span<const Transform> transforms,
                   const Selection& selection, const iis::Surroundings& surroundings = {});

}  // namespace certlift::engine
