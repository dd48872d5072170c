#include "cli/again.h"

#include "render/report.h"

#include <spdlog/spdlog.h>

#include <chrono>

namespace certlift::cli {

bool may_try_again(const Invocation& invocation, const std::string& path, int tries) {
  constexpr int max_tries = 5;
  if (tries == max_tries) return false;
  invocation.log.info("{}: another process wrote this file in the meantime; looking at it again ({} of {})",
                      render::in_one_line(path), tries, max_tries - 1);
  invocation.world.environment.sleep(std::chrono::milliseconds(100) * (1 << tries));
  return true;
}

}  // namespace certlift::cli
