#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace certlift::fuzz {

/// What a mutation may write: names, values and whole elements that mean something to what is tested.
struct Vocabulary {
  std::span<const std::string_view> elements;
  std::span<const std::string_view> attributes;
  std::span<const std::string_view> values;
  std::span<const std::string_view> pieces;  ///< well-formed, to stand inside an element
};

/// Stands in every secret that a vocabulary holds, and in nothing else.
inline constexpr std::string_view secret_mark = "S3CR";

extern const Vocabulary configuration_words;
extern const Vocabulary schema_words;

/// For LLVMFuzzerCustomMutator(): half of the time, and whenever the input is not XML, libFuzzer's own
/// mutation of its bytes; otherwise a few changes that leave it well-formed (elements doubled, moved,
/// removed, renamed, put in comments; attributes set, swapped, removed; pieces put in), now and then in
/// another encoding.
std::size_t mutate_xml(std::uint8_t* data, std::size_t size, std::size_t max_size, unsigned seed,
                       const Vocabulary& words);

}  // namespace certlift::fuzz
