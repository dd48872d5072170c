#pragma once

#include "faults/trial.h"

#include <iosfwd>

namespace certlift::faults {

/// Which part of the work a call belongs to, by the file that it concerns.
std::string place_of(const Call& call, const Scene& scene);

/// A line for each place and a column for each fault; a cell says how many runs ended with the old and how
/// many with the new content, like `12 + 1`.
void print_places(std::ostream& out, const Scene& scene, const Trials& trials);

/// The head of the lines below.
void print_ends_head(std::ostream& out);

/// One line: what became of the target, and what was said of it.
void print_ends(std::ostream& out, const std::string& name, const Trials& trials);

}  // namespace certlift::faults
