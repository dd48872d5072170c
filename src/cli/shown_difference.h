#pragma once

#include "render/unified_diff.h"
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
/// there; of what is encoded otherwise the text is shown, after a line that says so.
std::string shown_difference(const std::string& path, text::Encoding encoding, Side before, Side after,
                             render::Secrets secrets, const std::vector<text::LineChange>& changes);

/// The same of bytes of which nothing is known yet. Of what is no text nothing is shown but that, because
/// secrets could not be found in it.
std::string shown_difference(const std::string& path, std::string_view before, std::string_view after,
                             render::Secrets secrets);

}  // namespace certlift::cli
