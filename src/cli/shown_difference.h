#pragma once

#include "cli/options.h"
#include "text/diff.h"
#include "text/encoding.h"

#include <string>
#include <string_view>
#include <vector>

namespace certlift::cli {

/// The bytes of a file, and the text in them.
struct Side {
  std::string_view bytes;
  std::string_view text;
};

/// The unified diff of what a file becomes. UTF-8 is shown as it stands in the file, so that `patch` finds it
/// there; of what is encoded otherwise the text is shown, after a line that says so. On a terminal
/// certificates are shortened, unless the diff is wanted with its secrets, and so to be applied.
std::string shown_difference(const Invocation& invocation, const std::string& path, text::Encoding encoding,
                             Side before, Side after, const std::vector<text::LineChange>& changes);

/// The same of bytes of which nothing is known yet. Of what is no text nothing is shown but that, because
/// secrets could not be found in it.
std::string shown_difference(const Invocation& invocation, const std::string& path, std::string_view before,
                             std::string_view after);

}  // namespace certlift::cli
