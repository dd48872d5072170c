#pragma once

#include "base/result.h"

#include <ranges>
#include <string>

namespace certlift::disk {

/// What a system's error code means for a caller that wanted to read or to write, and what to do about it.
template <class Code>
struct ErrorMeaning {
  Code code;
  ErrorCode reading;
  ErrorCode writing;
  const char* message;
};

/// What the table says of the code; for one that it does not have, `otherwise` with the system's own words.
template <class Code, std::ranges::range Meanings, class Words>
Error error_of(Code code, const std::string& path, const Meanings& meanings,
               ErrorCode ErrorMeaning<Code>::* side, ErrorCode otherwise, const Words& words_of) {
  for (const ErrorMeaning<Code>& meaning : meanings)
    if (meaning.code == code) return {meaning.*side, meaning.message, path};
  return {otherwise, words_of(code), path};
}

}  // namespace certlift::disk
