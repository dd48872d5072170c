#pragma once

#include "base/result.h"
#include "engine/fix.h"
#include "render/report.h"

#include <string>
#include <vector>

/// From what is known of one file to its report, in memory.
namespace certlift::library {

/// What a report holds besides the findings. Each takes time and memory.
enum class Extent {
  findings,  ///< nothing
  hashes,    ///< of the file before and after
  text,      ///< the text, of reports that show places in it
  pictures,  ///< hashes, and an Illustration
};

struct Telling {
  const engine::Selection& selection;
  Extent extent = Extent::findings;
  render::Secrets secrets = render::Secrets::masked;
};

/// Of what is found in the file.
render::TargetReport report_of(const Telling& telling, const engine::Reading& reading,
                               std::vector<engine::SharedFinding> findings);
/// Of what fix makes of it; `changed` says whether there is something to write. `outcomes`: the repair's, to
/// be told.
render::TargetReport report_of(const Telling& telling, const engine::Repair& repair,
                               std::vector<engine::Outcome> outcomes);
/// Of what is found in the file, with pictures of what fix would make of it.
render::TargetReport report_before_fix(const Telling& telling, const engine::Repair& repair,
                                       std::vector<engine::Outcome> outcomes);

/// A report that says no more than that it went wrong.
render::TargetReport failed(const std::string& path, Error error);

/// The sites that a configuration names: an excerpt has those of its location paths.
std::vector<std::string> site_names(const iis::HostConfig& config);

/// Errors: wrong_usage, if a site that is wanted is none of those that are known.
Result<void> require_known_sites(const std::vector<std::string>& wanted,
                                 const std::vector<std::string>& known);

}  // namespace certlift::library
