#pragma once

#include <cstdlib>
#include <new>
#include <type_traits>

namespace certlift {

inline constexpr const char* not_enough_memory =
    "there is not enough memory for this; try it alone, or on a machine with more";

/// What a library reports as a lack of memory ends the work like one of our own: with the exception that
/// with_memory() catches. A build without exceptions ends as its new handler has it.
[[noreturn]] inline void fail_for_lack_of_memory() {
#ifdef __cpp_exceptions
  throw std::bad_alloc();
#else
  if (const std::new_handler handler = std::get_new_handler()) handler();
  std::abort();
#endif
}

/// What `call` returns; if the memory does not suffice for it, what `otherwise` does, once all that `call`
/// had taken is free again.
template <class Call, class Otherwise>
std::invoke_result_t<const Call&> with_memory(const Call& call, [[maybe_unused]] const Otherwise& otherwise) {
#ifdef __cpp_exceptions
  try {
    return call();
  } catch (const std::bad_alloc&) {
  }
  return otherwise();
#else
  return call();
#endif
}

}  // namespace certlift
