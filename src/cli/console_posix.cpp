#include "cli/console.h"

#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string_view>
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

std::atomic<disk::Interruption*> asked{nullptr};
volatile std::sig_atomic_t asked_by = 0;
volatile std::sig_atomic_t has_bar = 0;  // of how far the work is

/// Nothing but what a signal handler may do.
extern "C" void certlift_on_signal(int number) {
  constexpr std::string_view message = "certlift: interrupted; nothing was changed\n";
  const int saved = errno;
  asked_by = number;
  if (asked.load()->request()) {
    if (has_bar != 0) static_cast<void>(!::write(STDERR_FILENO, "\n", 1));
    static_cast<void>(!::write(STDERR_FILENO, message.data(), message.size()));
    ::raise(number);  // SA_RESETHAND: it ends the process as soon as this returns
  }
  errno = saved;
}

/// What is ignored (nohup, a job in the background) stays so.
void handle(int number) {
  struct sigaction now = {};
  if (::sigaction(number, nullptr, &now) != 0 || now.sa_handler == SIG_IGN) return;
  now.sa_handler = certlift_on_signal;
  now.sa_flags = static_cast<int>(SA_RESTART | SA_RESETHAND);
  ::sigemptyset(&now.sa_mask);
  ::sigaction(number, &now, nullptr);
}

}  // namespace

std::vector<std::string> arguments_of(int argc, char** argv) {
  return {argv + (argc > 0 ? 1 : 0), argv + argc};
}

World world_of(disk::WritableFiles& files, const disk::Environment& environment) {
  ::signal(SIGPIPE, SIG_IGN);
  ::signal(SIGXFSZ, SIG_IGN);
  static const std::shared_ptr<disk::Interruption> interruption = environment.interruption;
  asked = interruption.get();
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) handle(number);
  has_bar = ::isatty(STDERR_FILENO) == 1 ? 1 : 0;
  const char* no_color = std::getenv("NO_COLOR");
  return {.files = files,
          .environment = environment,
          .in = std::cin,
          .out = std::cout,
          .err = std::cerr,
          .in_is_terminal = ::isatty(STDIN_FILENO) == 1,
          .out_is_terminal = ::isatty(STDOUT_FILENO) == 1,
          .out_columns = columns_of(STDOUT_FILENO),
          .err_columns = columns_of(STDERR_FILENO),
          .shows_progress = ::isatty(STDERR_FILENO) == 1,
          .no_color = no_color != nullptr ? no_color : "",
          .live_dir = {},
          .processors = std::max(1U, std::thread::hardware_concurrency())};
}

int ended(int code) {
  if (asked_by != 0 && asked.load()->is_requested()) {
    ::signal(asked_by, SIG_DFL);
    ::raise(asked_by);
  }
  return code;
}

}  // namespace certlift::cli
