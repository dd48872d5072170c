#include "support/test_environment.h"

#include <atomic>
#include <memory>

namespace certlift::test {

disk::Environment test_environment() {
  using namespace std::chrono;
  const system_clock::time_point start = sys_days{year{2026} / 11 / 22} + hours(8) + minutes(30);
  const auto ticks = std::make_shared<std::atomic<int>>(0);
  const auto digits = std::make_shared<std::atomic<unsigned>>(0);
  return {.host = "WEB01",
          .user = "alice",
          .pid = 4711,
          .now = [start, ticks] { return start + seconds((*ticks)++); },
          .random = [digits] { return static_cast<std::uint16_t>((*digits)++); },
          .sleep = [](milliseconds) {},
          .process_mark =
              [](std::int64_t pid) {
                return pid == 4711 ? std::optional<std::string>("started at 1") : std::nullopt;
              }};
}

}  // namespace certlift::test
