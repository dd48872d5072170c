#pragma once

#include "engine/fix.h"
#include "engine/registry.h"

#include <string>
#include <utility>

namespace certlift::engine {

/// What check finds in a file's bytes.
inline Result<std::vector<Finding>> check(std::string bytes, const std::string& path, const Search& search) {
  const auto reading = read(std::move(bytes), path, search);
  if (!reading) return std::unexpected(reading.error());
  std::vector<Finding> findings;
  for (const SharedFinding& finding : (*reading)->findings) findings.push_back(*finding);
  return findings;
}

/// What fix makes of them.
inline Result<Repair> fix(std::string bytes, const std::string& path, const Search& search) {
  auto reading = read(std::move(bytes), path, search);
  if (!reading) return std::unexpected(reading.error());
  return fix(*std::move(reading), search);
}

/// A finding as a report has it.
inline Outcome outcome_of(Finding finding, bool applied = false) {
  return {std::make_shared<const Finding>(std::move(finding)), applied};
}

}  // namespace certlift::engine
