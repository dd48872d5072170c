#pragma once

#include "text/edit.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

namespace certlift::render {

/// Hides secrets, so that one still sees whether they differ.
class Mask {
 public:
  /// `text` with `*** (secret N)` in place of each secret (see secrets.h), once on each line that it stands
  /// on: lines stay the lines they were. Equal secrets have equal numbers, also in the texts of later calls.
  std::string hide(std::string_view text);
  /// All of `secret`, as the same marker; nothing for nothing.
  std::string hide_whole(std::string_view secret);
  /// What hide() would make of one line of `text`, whose secrets are these.
  std::string hide_in_line(std::string_view text, text::Span line, std::span<const text::Span> secrets);

 private:
  std::string marker_of(std::string_view secret);
  std::unordered_map<std::string, std::size_t> numbers_;
};

}  // namespace certlift::render
