#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace certlift::bench {

/// A configuration that nobody writes by hand: one thing in it is without measure.
struct Hostile {
  std::string_view name;
  std::string_view what;  ///< of which there are `size`
  std::size_t size;       ///< what a reader of any file has to bear
  std::size_t
      test_size;  ///< enough for a recursion to end in a crash, and quick in a build without optimisation
  std::string (*make)(std::size_t size);
};

std::span<const Hostile> hostile_configurations();

}  // namespace certlift::bench
