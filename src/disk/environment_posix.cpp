#include "disk/environment.h"
#include "disk/names_posix.h"

#include <signal.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <memory>
#include <random>
#include <sstream>
#include <vector>

namespace certlift::disk {
namespace {

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "unknown";
}

/// State and start time of a process, as the system reports them; both empty if it does not.
struct ProcessLine {
  std::string state;
  std::string start;  ///< in ticks since the system was started
};

/// The second field of the line is a name in brackets that may hold anything; the third is the state, the
/// 22nd the start time.
ProcessLine line_of(std::int64_t pid) {
  constexpr int between = 18;
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  const std::string line{std::istreambuf_iterator<char>(file), {}};
  std::istringstream rest(line.substr(line.rfind(')') + 1));
  ProcessLine found;
  rest >> found.state;
  for (int i = 0; i < between; ++i) {
    rest >> found.start;
  }
  return rest >> found.start ? found : ProcessLine{};
}

std::optional<std::string> process_mark(std::int64_t pid) {
  const bool known = pid > 0 && (::kill(static_cast<pid_t>(pid), 0) == 0 || errno == EPERM);
  const ProcessLine line = known ? line_of(pid) : ProcessLine{};
  const bool is_dead = !known || line.state == "Z" || line.state == "X";  // dead, though not yet buried
  return is_dead ? std::nullopt : std::optional(line.start);
}

std::uint16_t random_number() {
  std::random_device device;
  return static_cast<std::uint16_t>(device());
}

}  // namespace

Environment system_environment() {
  auto interruption = std::make_shared<Interruption>();
  return {.host = host_name(),
          .user = user_name(::geteuid()),
          .pid = ::getpid(),
          .now = [] { return std::chrono::system_clock::now(); },
          .random = random_number,
          .sleep = [interruption](std::chrono::milliseconds time) { interruption->pause(time); },
          .process_mark = process_mark,
          .interruption = interruption};
}

}  // namespace certlift::disk
