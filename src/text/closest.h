#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace certlift::text {

/// The candidate a person may have meant by `word` (small edit distance, case counts little), for "did you
/// mean". Nothing if none is near.
std::optional<std::string> closest(std::string_view word, std::span<const std::string> candidates);

/// ` (did you mean "x"?)` for the closest candidate, or nothing.
std::string did_you_mean(std::string_view word, std::span<const std::string> candidates);

}  // namespace certlift::text
