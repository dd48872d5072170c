#pragma once

#include "property/description.h"
#include "property/said.h"

#include <map>
#include <string>
#include <utility>

namespace certlift::property {

/// What is to become of a mapping section.
struct Verdict {
  enum class What { stays, refused, lifted, orphan };
  What what = What::stays;
  std::string refusal;  ///< code
};

/// Index of a tag and of a section in it.
using Place = std::pair<int, int>;

struct Prophecy {
  std::map<Place, Verdict> verdicts;         ///< of every section below a site
  std::map<std::string, Effect> effects;     ///< at each site that something is lifted to, by folded path
  std::map<Place, std::vector<bool>> comes;  ///< of lifted sections: which entries come, one-to-one first
};

/// What a fix that has consent to everything must make of a configuration: written from the rules of the
/// lift alone.
Prophecy foretell(const Config& config);

}  // namespace certlift::property
