#pragma once

#include <string>
#include <vector>

namespace certlift::apply {

/// What came of a change of one file.
struct Outcome {
  std::string id;  ///< of the change and its backup; empty if there was nothing to do
  std::string sha256_before;
  std::string sha256_after;
  std::vector<std::string>
      notes;  ///< sentences for the user: what was recovered, taken over or could not be tidied

  bool changed() const { return !id.empty(); }
};

}  // namespace certlift::apply
