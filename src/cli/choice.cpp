#include "cli/choice.h"

#include "library/request.h"

#include <algorithm>
#include <utility>

namespace certlift::cli {

std::function<std::string(const std::string&)> one_of(std::string thing, std::vector<std::string> names) {
  return [thing = std::move(thing), names = std::move(names)](const std::string& word) {
    if (std::ranges::find(names, word) != names.end()) return std::string();
    return library::unknown(thing, word, names);
  };
}

}  // namespace certlift::cli
