#pragma once

#include "render/difference.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::render {

/// The difference in the unified format, three lines of context, behind its notices as comments; empty if
/// there is none. `patch` can apply it, but for what a notice says.
std::string unified_diff(const Difference& difference);

/// Some of its hunks in that format, without what stands in front of them.
std::string unified_hunks(std::span<const Hunk> hunks);

/// That of two texts.
std::string unified_diff(std::string_view path, std::string_view before, std::string_view after,
                         Secrets secrets);

/// The same, of changes that are known.
std::string unified_diff(std::string_view path, std::string_view before, std::string_view after,
                         Secrets secrets, const std::vector<text::LineChange>& changes,
                         Certificates certificates = Certificates::whole);

}  // namespace certlift::render
