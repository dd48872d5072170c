#include <cstdlib>
#include <new>

/// What a page needs besides the functions of certlift.h.
namespace {

/// By this the page knows that the memory did not suffice.
constexpr int out_of_memory = 71;

[[maybe_unused]] const std::new_handler former = std::set_new_handler([] { std::_Exit(out_of_memory); });

}  // namespace
