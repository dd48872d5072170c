#pragma once

#include "lift_site.h"
#include "xml/rewrite.h"

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::misplaced_client_cert_mappings {

/// A mapping that comes to the site as an entry of its own.
struct Arrival {
  const Candidate* from;
  const iis::Mapping* mapping;
  std::string new_name;  ///< of a rule that must be renamed; empty: as it is
};

/// A mapping that the lift leaves out, because it is dead in its own section and would become active at the
/// site.
struct Leftover {
  const Candidate* from;
  const iis::Mapping* mapping;
};

/// A mapping that is dropped, because one for the same user stands at the site or the server already. They
/// differ in the password or in how the user is spelled.
struct Copy {
  const Candidate* from;
  const iis::Mapping* mapping;
  const iis::Mapping* standing;
};

/// What one lift does, decided before the first edit.
struct LiftPlan {
  std::vector<const Candidate*> lifted;  ///< in document order; empty: nothing to do
  const Candidate* carrier = nullptr;    ///< whose element moves whole, if the site has none of its own
  std::array<std::vector<Arrival>, 2> arrivals;   ///< by kind, in order; not the carrier's
  std::map<std::size_t, xml::Element> taken_out;  ///< by offset: entries and clears the carrier does not keep
  std::vector<xml::NameValue> set;                ///< attributes of the section at the site
  std::vector<std::string_view> unset;            ///< attributes the carrier's element does not keep
  std::vector<Leftover> left_behind;
  std::vector<Copy> copies;

  const std::vector<Arrival>& arrivals_of(iis::MappingKind kind) const {
    return arrivals[static_cast<std::size_t>(kind)];
  }
  bool takes_out(xml::Element element) const { return taken_out.contains(element.span().begin); }
};

/// Decides what becomes of every candidate without a refusal.
LiftPlan plan_lift(const LiftSite& site);

}  // namespace certlift::misplaced_client_cert_mappings
