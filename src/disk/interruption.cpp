#include "disk/interruption.h"

#include <algorithm>
#include <thread>

namespace certlift::disk {

bool Interruption::request() noexcept {
  requested_ = true;
  int nobody = 0;
  return writers_.compare_exchange_strong(nobody, ending);
}

void Interruption::pause(std::chrono::milliseconds time) const {
  constexpr std::chrono::milliseconds between_looks{25};
  const bool before = is_requested();
  for (auto left = time; left.count() > 0 && is_requested() == before; left -= between_looks) {
    std::this_thread::sleep_for(std::min(left, between_looks));
  }
}

Writing::Writing(Interruption& interruption) noexcept : interruption_(interruption) {
  int writers = interruption_.writers_;
  while (writers == Interruption::ending ||
         !interruption_.writers_.compare_exchange_weak(writers, writers + 1)) {
    if (writers == Interruption::ending) {
      std::this_thread::sleep_for(std::chrono::hours(1));  // the process ends before that is over
      writers = interruption_.writers_;
    }
  }
}

Writing::~Writing() {
  if (!is_kept_on_) {
    --interruption_.writers_;
  }
}

Result<void> go_on(const Interruption& interruption, const std::string& path) {
  if (!interruption.is_requested()) {
    return {};
  }
  return std::unexpected(Error{ErrorCode::interrupted, "interrupted before the change was made", path});
}

}  // namespace certlift::disk
