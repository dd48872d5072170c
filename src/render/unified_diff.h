#pragma once

#include "text/diff.h"

#include <string>
#include <string_view>
#include <vector>

namespace certlift::render {

enum class Secrets { masked, shown };
enum class Certificates { whole, shortened };

/// The difference of two texts in the unified format, three lines of context; empty if there is none. Line
/// ends are part of the lines, so that `patch` can apply it to files of any kind.
/// Masked, the lines that differ are still those that really differ, but every secret in them is hidden (see
/// mask.h). If there was one to hide, a line in front says so, and that this diff cannot be applied.
/// Certificates are shortened (see shorten.h) but where that would make lines equal that differ; if one was,
/// a line in front says that, too.
std::string unified_diff(std::string_view path, std::string_view before, std::string_view after,
                         Secrets secrets);

/// The same, of changes that are known.
std::string unified_diff(std::string_view path, std::string_view before, std::string_view after,
                         Secrets secrets, const std::vector<text::LineChange>& changes,
                         Certificates certificates = Certificates::whole);

}  // namespace certlift::render
