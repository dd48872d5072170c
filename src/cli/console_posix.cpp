#include "cli/console.h"

#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <thread>

namespace certlift::cli {

std::vector<std::string> arguments_of(int argc, char** argv) {
  return {argv + (argc > 0 ? 1 : 0), argv + argc};
}

World world_of(apply::WritableFiles& files, const apply::Environment& environment) {
  ::signal(SIGPIPE, SIG_IGN);
  ::signal(SIGXFSZ, SIG_IGN);
  const char* no_color = std::getenv("NO_COLOR");
  return {.files = files,
          .environment = environment,
          .in = std::cin,
          .out = std::cout,
          .err = std::cerr,
          .out_is_terminal = ::isatty(STDOUT_FILENO) == 1,
          .no_color = no_color != nullptr ? no_color : "",
          .live_dir = {},
          .processors = std::max(1U, std::thread::hardware_concurrency())};
}

}  // namespace certlift::cli
