#pragma once

#include <new>
#include <type_traits>

namespace certlift {

inline constexpr const char* not_enough_memory =
    "there is not enough memory for this; try it alone, or on a machine with more";

/// What `call` returns; if the memory does not suffice for it, what `otherwise` does, once all that `call`
/// had taken is free again.
template <class Call, class Otherwise>
std::invoke_result_t<const Call&> with_memory(const Call& call, const Otherwise& otherwise) {
  try {
    return call();
  } catch (const std::bad_alloc&) {
  }
  return otherwise();
}

}  // namespace certlift
