#pragma once

#include "logs/byte_source.h"

#include <algorithm>
#include <memory>
#include <string>

namespace certlift::test {

/// The text, `step` bytes at a time.
inline logs::ByteSource source_of(std::string text, std::size_t step = 4096) {
  const auto at = std::make_shared<std::size_t>(0);
  return [text = std::move(text), at, step](std::span<char> space) -> Result<std::size_t> {
    const std::size_t count = std::min({step, space.size(), text.size() - *at});
    text.copy(space.data(), count, *at);
    *at += count;
    return count;
  };
}

}  // namespace certlift::test
