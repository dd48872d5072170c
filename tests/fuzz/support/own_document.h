#pragma once

#include "fuzz/support/require.h"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace certlift::fuzz {

/// The custom mutator for what certlift itself writes: begins with `genuine`, whatever the seeds are; then
/// every fourth time `change(input, seed)`, else libFuzzer's own mutations.
template <class Change>
std::size_t mutate_own_document(std::uint8_t* data, std::size_t size, std::size_t max_size, unsigned seed,
                                const std::string& genuine, const Change& change) {
  const bool begins = size < 2 || seed % 512 == 0;
  if (!begins && seed % 4 != 1) return LLVMFuzzerMutate(data, size, max_size);
  const std::string input = begins ? genuine : change(input_of(data, size), seed / 512);
  if (input.size() > max_size) return LLVMFuzzerMutate(data, size, max_size);
  std::memcpy(data, input.data(), input.size());
  return input.size();
}

}  // namespace certlift::fuzz
