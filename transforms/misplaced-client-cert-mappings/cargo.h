#pragma once

#include "plan.h"

#include <array>
#include <optional>
#include <vector>

namespace certlift::misplaced_client_cert_mappings {

/// An entry or a comment that is appended to a collection at the site.
struct Piece {
  const Arrival* arrival;  ///< nullptr: a comment
  text::Span comment;
};

/// By kind, what is appended to the site's collections, in order: the arrivals of every lifted section (not
/// the carrier's) and the comments that stood among them. A comment directly above an entry shares its fate;
/// the others travel with the first entry that comes after them, or the last one before. A section none of
/// whose mappings arrives sends no comments.
using Cargo = std::array<std::vector<Piece>, 2>;
Cargo load(const LiftPlan& plan);

}  // namespace certlift::misplaced_client_cert_mappings
