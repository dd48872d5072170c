#pragma once

#include "base/result.h"

#include <string>
#include <string_view>
#include <vector>

/// What certlift explain knows: rules, risks and refusals, each by its id; answers of IIS by their codes, and
/// the numbers of Windows errors.
namespace certlift::cli {

struct Explanation {
  std::string id;
  std::string_view kind;  ///< "rule", "risk", "refusal", "status", "error"
  std::string_view title;
  std::string text;  ///< Markdown
};

/// All of them but the numbers, by id; an id can be that of a rule and of a refusal.
std::vector<Explanation> all_explanations();

/// Those that `word` names: by its id, by the beginning of one id only, or as a number. Errors: wrong_usage,
/// if it names none, or is the beginning of several.
Result<std::vector<Explanation>> explanations_of(const std::string& word);

}  // namespace certlift::cli
