#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/transform.h"

namespace certlift::engine {

/// What the user wants looked at, and what the user consents to.
struct Selection {
  std::vector<std::string> only;    ///< rule ids; empty: all
  std::vector<std::string> skip;    ///< rule ids
  std::vector<std::string> sites;   ///< site names (case aside); empty: all
  std::vector<std::string> accept;  ///< risk ids, or "all"

  bool wants_rule(std::string_view id) const;
  bool wants_site(std::string_view name) const;
  bool accepts(const Fix& fix) const;
};

/// Every risk id that a fix may have, for `--accept` and "did you mean".
std::span<const std::string_view> risk_ids();

}  // namespace certlift::engine
