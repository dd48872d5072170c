#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::fuzz {

/// Ends the program where something does not hold that has to: the fuzzer keeps the input and says where.
inline void require(bool holds, std::string_view what, std::string_view details = {}) {
  if (holds) return;
  const std::string text = "does not hold: " + std::string(what) + "\n" + std::string(details) + "\n";
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::abort();
}

inline std::string input_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// What an input of several parts holds between its separators (0x1E, which stands in no text file): exactly
/// `count` parts, the last ones empty if there are fewer.
inline std::vector<std::string> parts_of(std::string_view input, std::size_t count) {
  std::vector<std::string> parts;
  while (parts.size() + 1 < count && input.find('\x1E') != std::string_view::npos) {
    parts.emplace_back(input.substr(0, input.find('\x1E')));
    input.remove_prefix(parts.back().size() + 1);
  }
  parts.emplace_back(input);
  parts.resize(count);
  return parts;
}

}  // namespace certlift::fuzz
