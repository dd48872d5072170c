#pragma once

#include "text/block.h"

/// The bytes at which a reader of XML stops; what stands between them it steps over many at a time. For
/// text::find_stop().
namespace certlift::xml {

/// What ends a run of text, `]` because it may begin `]]>`.
struct TextStops {
  template <class Block>
  auto operator()(const Block& block) const {
    return Block::either(Block::either(block.equal('<'), block.equal('&')), block.equal(']'));
  }
};

/// What ends a run of bytes of a value that stands in quotes of that kind.
template <char quote>
struct ValueStops {
  template <class Block>
  auto operator()(const Block& block) const {
    return Block::either(Block::either(block.equal(quote), block.equal('<')), block.equal('&'));
  }
};

/// What has to be looked at before it may stand in XML: all but white space and printable ASCII.
struct CharacterStops {
  template <class Block>
  auto operator()(const Block& block) const {
    const auto unprintable = block.unprintable();
    if (Block::bits(unprintable) == 0) return unprintable;  // as most blocks are
    const auto white = Block::either(Block::either(block.equal('\n'), block.equal('\r')), block.equal('\t'));
    return Block::without(unprintable, white);
  }
};

/// What ends a run of plain bytes of a name: all but letters, digits, `-`, `.` and `_`.
struct NameStops {
  template <class Block>
  auto operator()(const Block& block) const {
    const auto others = Block::without(block.between('-', '9'), block.equal('/'));
    return Block::others(Block::either(Block::either(block.letters(), others), block.equal('_')));
  }
};

}  // namespace certlift::xml
