#pragma once

#include "engine/transform.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::engine {

/// The findings whose fixes the user has agreed to one by one, and the risks that were told then.
using Agreements = std::map<FindingKey, std::set<std::string>>;

/// What the user selects, and what the user consents to.
struct Selection {
  std::vector<std::string> only = {};    ///< rule ids; empty: all
  std::vector<std::string> skip = {};    ///< rule ids
  std::vector<std::string> sites = {};   ///< site names (case aside); empty: all
  std::vector<std::string> accept = {};  ///< risk ids, or "all"

  std::optional<Agreements> agreed = {};  ///< nothing: the user was not asked

  bool wants_rule(std::string_view id) const;
  bool wants(const Finding& finding) const;
  /// Whether the fix is safe, or each of its risks is accepted.
  bool accepts(const Fix& fix) const;
  bool accepts(const Risk& risk) const;
  /// Whether the finding's fix may be made: as before, or as was agreed to where the user was asked.
  bool allows_fix_of(const Finding& finding) const;
};

}  // namespace certlift::engine
