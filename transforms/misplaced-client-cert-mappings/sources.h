#pragma once

#include "plan.h"

#include <string>
#include <vector>

/// Mappings by where they come from, as the risks name them.
namespace certlift::misplaced_client_cert_mappings {

/// A mapping of the plan and where it comes from; `from` is nullptr for the site's own.
struct Source {
  const Candidate* from;
  const iis::Mapping* mapping;

  std::string text() const;
  /// `CN=alice → CONTOSO\alice`: whose certificate becomes which user.
  std::string access() const;
};

/// The first ones in full, the rest by their number.
std::string listed(const std::vector<std::string>& texts);
std::string listed(const std::vector<Source>& sources);
/// What they let in, of those that deny nobody.
std::string listed_access(const std::vector<Source>& sources);
/// The paths that they come from, each once.
std::vector<std::string> paths_of(const std::vector<Source>& sources);

/// Every mapping that becomes effective at the site, in the order of the sections.
std::vector<Source> coming(const LiftPlan& plan);

}  // namespace certlift::misplaced_client_cert_mappings
