#include "cli/console.h"

#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <thread>

namespace certlift::cli {
namespace {

/// Of the terminal; 0: it is none. One that does not say is taken to have 80.
std::size_t columns_of(int descriptor) {
  if (::isatty(descriptor) != 1) return 0;
  winsize size{};
  const bool known = ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col != 0;
  return known ? size.ws_col : 80;
}

}  // namespace

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
          .out_columns = columns_of(STDOUT_FILENO),
          .err_columns = columns_of(STDERR_FILENO),
          .no_color = no_color != nullptr ? no_color : "",
          .live_dir = {},
          .processors = std::max(1U, std::thread::hardware_concurrency())};
}

}  // namespace certlift::cli
