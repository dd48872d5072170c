#pragma once

#include "property/description.h"
#include "property/style.h"

#include <string>
#include <vector>

namespace certlift::property {

/// Where a comment stands.
struct Comment {
  std::string text;
  int tag = -1;      ///< index of its location; -1: at the root
  int section = -1;  ///< in or directly above which mapping section of the tag
  int kind = -1;     ///< above or in an entry of which collection
  int entry = -1;
};

/// Something that must stay as it is, byte for byte, unless it is a mapping section that is lifted.
struct Piece {
  int tag = -1;
  int section = -1;       ///< of mapping sections; -1: something else
  std::size_t begin = 0;  ///< in the emitted text
  std::string text;
};

struct Emitted {
  std::string text;  ///< UTF-8, without BOM
  std::vector<Comment> comments;
  std::vector<Piece> pieces;
  std::vector<std::string> tags;  ///< source of every location tag
};

Emitted emit(const Config& config, const Style& style);

}  // namespace certlift::property
