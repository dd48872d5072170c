#pragma once

#include "engine/transform.h"

#include <string>
#include <string_view>
#include <vector>

namespace certlift::engine {

/// What the user selects, and what the user consents to.
struct Selection {
  std::vector<std::string> only = {};    ///< rule ids; empty: all
  std::vector<std::string> skip = {};    ///< rule ids
  std::vector<std::string> sites = {};   ///< site names (case aside); empty: all
  std::vector<std::string> accept = {};  ///< risk ids, or "all"

  bool wants_rule(std::string_view id) const;
  bool wants(const Finding& finding) const;
  /// Whether the fix may be made: it is safe, or each of its risks is accepted.
  bool accepts(const Fix& fix) const;
  bool accepts(const Risk& risk) const;
};

}  // namespace certlift::engine
