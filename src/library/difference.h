#pragma once

#include "engine/fix.h"
#include "render/difference.h"
#include "text/diff.h"

#include <string>
#include <string_view>
#include <vector>

namespace certlift::library {

/// The bytes of a file, and the text in them.
struct Side {
  std::string_view bytes;
  std::string_view text;
};

/// What a file becomes, hunk by hunk. UTF-8 is shown as it stands in the file, so that `patch` finds it
/// there; of what is encoded otherwise the text is shown, and a notice says so.
render::Difference difference_between(const std::string& path, text::Encoding encoding, Side before,
                                      Side after, const std::vector<text::LineChange>& changes,
                                      render::Secrets secrets, render::Certificates certificates);

/// The lines that the edits touch; after several rounds there are no edits that lead the whole way.
std::vector<text::LineChange> changes_of(const engine::Repair& repair);

}  // namespace certlift::library
