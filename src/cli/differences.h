#pragma once

#include "base/result.h"
#include "iis/meaning.h"

#include <string>
#include <string_view>
#include <vector>

/// Where configurations differ in what they say, for commands that have their bytes.
namespace certlift::cli {

using Differences = std::vector<iis::MeaningDifference>;

/// Errors: not_understood, if one of the two cannot be read.
Result<Differences> differences_between(std::string_view before, std::string_view after);

/// Those of `differences` that are of a place among `others`, or of none of them.
enum class Among { them, none_of_them };
Differences select(Differences differences, Among among, const Differences& others);

/// "system.webServer/security/access at 'Shop', system.applicationHost/sites at the server level"; of many
/// the first few.
std::string places_of(const Differences& differences);

}  // namespace certlift::cli
