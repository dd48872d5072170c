#pragma once

#include "text/encoding.h"

#include <cstdint>
#include <random>
#include <vector>

namespace certlift::property {

/// Numbers that are the same on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  int below(int limit) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(limit)); }
  int below(std::size_t limit) { return below(static_cast<int>(limit)); }
  bool one_in(int count) { return below(count) == 0; }

 private:
  std::mt19937_64 engine_;
};

/// How often something is done.
enum class Often { never, sometimes, always };

/// How a configuration is written. None of it means anything.
struct Style {
  text::Encoding encoding = text::Encoding::utf8;
  text::Bom bom = text::Bom::absent;
  bool crlf = false;
  int indent = 0;  ///< 0: two blanks, 1: a tab, 2: four blanks, 3: none, 4: all in one line
  Often single_quotes = Often::never;
  Often wrapped_attributes = Often::never;
  Often references = Often::never;  ///< `&#x41;` for `A`
  Often blank_lines = Often::never;
  Often long_empty_elements = Often::never;  ///< `<a></a>` for `<a/>`
  Often line_ends_in_values = Often::never;  ///< a line end for a blank in a certificate
  Often same_line = Often::never;            ///< no line end where one would be
  std::uint64_t seed = 0;                    ///< for `sometimes`
};

std::vector<Style> simpler(const Style& style);

}  // namespace certlift::property
