#include "cli/choice.h"

#include "text/closest.h"
#include "text/wording.h"

#include <algorithm>
#include <utility>

namespace certlift::cli {

std::function<std::string(const std::string&)> one_of(std::string thing, std::vector<std::string> names) {
  return [thing = std::move(thing), names = std::move(names)](const std::string& word) {
    if (std::ranges::find(names, word) != names.end()) return std::string();
    const std::string hint = text::did_you_mean(word, names);
    return "unknown " + thing + " \"" + word + "\"" +
           (hint.empty() ? "; it can be " + text::alternatives(names) : hint);
  };
}

}  // namespace certlift::cli
