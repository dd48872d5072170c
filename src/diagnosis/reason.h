#pragma once

#include "engine/reading.h"
#include "iis/host_config.h"
#include "pipeline/prediction.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Why a request got the answer that a log shows, as far as the configuration says it.
namespace certlift::diagnosis {

enum class Decision { applies, does_not_apply, not_decidable };
std::string_view name_of(Decision decision);

/// One possible cause of an answer.
struct Reason {
  std::string what;  ///< "the path does not request a client certificate"
  Decision decision = Decision::does_not_apply;
  std::string_view rule = {};    ///< that finds it; empty: none
  pipeline::Place place = {};    ///< of the value that decides
  std::string settle_with = {};  ///< where nothing decides: the command or the place that does
};

/// The finding of the rule that concerns `path`: stored on the way to it, the deepest one; nullptr: there is
/// none.
const engine::Finding* finding_on_the_way(const engine::Reading& reading, const iis::LocationPath& path,
                                          std::string_view rule);

/// The finding of the first rule that explains an answer of IIS ("403.7") and has one on the way to `path`.
const engine::Finding* finding_behind(const engine::Reading& reading, const iis::LocationPath& path,
                                      std::string_view status);

/// Why no module set a user at `path` (401.2), the most likely reason first. Source: the causes of 401.2 in
/// pipeline/status.h.
std::vector<Reason> reasons_for_no_user(const engine::Reading& reading, const iis::LocationPath& path,
                                        const std::string& url);

/// The rule of mappings that IIS does not read where they are stored.
inline constexpr std::string_view misplaced_rule = "misplaced-client-cert-mappings";

}  // namespace certlift::diagnosis
