#include "faults/trace.h"

#include "faults/system_calls.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string_view>
#include <utility>

#if defined(__linux__) && defined(__x86_64__)
#define CERTLIFT_CAN_TRACE 1
#include <sys/user.h>
#endif

namespace certlift::faults {
namespace {

/// In the child: becomes the program.
[[noreturn]] void become(const std::vector<std::string>& command) {
  std::vector<char*> arguments;
  for (const std::string& argument : command) {
    arguments.push_back(const_cast<char*>(argument.c_str()));
  }
  arguments.push_back(nullptr);
  const int nowhere = ::open("/dev/null", O_RDWR);
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    ::dup2(nowhere, stream);
  }
  // A program that is traced already cannot look for leaks, and would fail for that alone.
  ::setenv("ASAN_OPTIONS", "detect_leaks=0", 1);
  ::execvp(arguments[0], arguments.data());
  ::_exit(127);
}

std::optional<int> exit_code_of(int status) {
  return WIFEXITED(status) ? std::optional(WEXITSTATUS(status)) : std::nullopt;
}

#ifdef CERTLIFT_CAN_TRACE

class Tracer {
 public:
  Tracer(pid_t child, std::string folder) : child_(child), folder_(std::move(folder)) {}

  void harm_at(const Fault& fault, std::size_t n) {
    fault_ = fault;
    n_ = n;
  }
  void before_each_call(std::function<void(std::size_t)> hook) { before_call_ = std::move(hook); }

  Run run() {
    int status = 0;
    ::waitpid(child_, &status, 0);
    ::ptrace(PTRACE_SETOPTIONS, child_, nullptr, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);
    for (long signal = 0; !WIFEXITED(status) && !WIFSIGNALED(status);) {
      ::ptrace(PTRACE_SYSCALL, child_, nullptr, signal);
      if (::waitpid(child_, &status, 0) != child_) {
        break;
      }
      signal = 0;
      if (WIFSTOPPED(status) && WSTOPSIG(status) == (SIGTRAP | 0x80)) {
        inside_ = !inside_;
        inside_ ? enter() : leave();
      } else if (WIFSTOPPED(status) && WSTOPSIG(status) != SIGTRAP) {
        signal = WSTOPSIG(status);
      }
    }
    return {exit_code_of(status), std::move(calls_)};
  }

 private:
  struct Open {
    std::string path;
    bool for_writing;
  };

  /// What is to be done when the present call returns.
  struct Pending {
    const KnownCall* call = nullptr;
    std::optional<Open> opened;
    std::optional<int> error;
    bool killed = false;
  };

  std::string string_at(unsigned long address) const {
    std::string text;
    for (;; address += sizeof(long)) {
      errno = 0;
      const long word = ::ptrace(PTRACE_PEEKDATA, child_, address, nullptr);
      char bytes[sizeof(long)];
      std::memcpy(bytes, &word, sizeof bytes);
      const std::size_t length = ::strnlen(bytes, sizeof bytes);
      text.append(bytes, length);
      if (length < sizeof bytes || errno != 0 || text.size() > 4096) {
        return text;
      }
    }
  }

  bool is_ours(const std::string& path) const {
    return path.starts_with(folder_) && (path.size() == folder_.size() || path[folder_.size()] == '/');
  }

  const Open* opened(const KnownCall& call, const Stop& stop) const {
    if (call.descriptor < 0) {
      return nullptr;
    }
    const auto found =
        open_.find(static_cast<int>(stop.arguments.at(static_cast<std::size_t>(call.descriptor))));
    return found == open_.end() ? nullptr : &found->second;
  }

  /// The path of ours that a call concerns; empty if there is none.
  std::string path_of(const KnownCall& call, const Stop& stop) const {
    bool has_path = false;
    for (const int argument : {call.second_path, call.path}) {
      const std::string path =
          argument < 0 ? "" : string_at(stop.arguments.at(static_cast<std::size_t>(argument)));
      if (is_ours(path)) {
        return path;
      }
      has_path = has_path || !path.empty();
    }
    const Open* const file = has_path ? nullptr : opened(call, stop);
    return file == nullptr ? "" : file->path;
  }

  Effect effect_of(const KnownCall& call, const Stop& stop) const {
    if (opens(call)) {
      const bool writes = (open_flags(call, stop) & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) != 0;
      return writes ? Effect::changes : Effect::looks;
    }
    if (closes(call)) {
      return opened(call, stop)->for_writing ? Effect::changes : Effect::looks;
    }
    return call.effect;
  }

  void enter() {
    user_regs_struct registers{};
    ::ptrace(PTRACE_GETREGS, child_, nullptr, &registers);
    pending_ = {};
    const Stop stop{static_cast<long>(registers.orig_rax),
                    {registers.rdi, registers.rsi, registers.rdx, registers.r10, registers.r8, registers.r9}};
    const KnownCall* const call = find_call(stop.number);
    const std::string path = call == nullptr ? "" : path_of(*call, stop);
    if (path.empty()) {
      return;
    }
    const Effect effect = effect_of(*call, stop);
    pending_.call = call;
    if (opens(*call)) {
      pending_.opened = Open{path, effect == Effect::changes};
    }
    if (closes(*call)) {
      open_.erase(static_cast<int>(stop.arguments[0]));
    }
    calls_.push_back({call->name, path, effect, call->moves_bytes});
    before_call_(calls_.size());
    const bool takes_space = call->takes_space && effect == Effect::changes;
    if (calls_.size() == n_ ||
        (fault_.harm == Harm::fail_on && n_ > 0 && calls_.size() > n_ && takes_space)) {
      harm(registers);
    }
  }

  void harm(user_regs_struct& registers) {
    switch (fault_.harm) {
      case Harm::none:
        break;
      case Harm::kill_before:
        registers.orig_rax = static_cast<unsigned long>(-1L);
        ::ptrace(PTRACE_SETREGS, child_, nullptr, &registers);
        ::kill(child_, SIGKILL);
        break;
      case Harm::kill_after:
        pending_.killed = true;
        break;
      case Harm::fail:
      case Harm::fail_on:
        pending_.error = fault_.error;
        pending_.opened.reset();
        registers.orig_rax = static_cast<unsigned long>(-1L);
        ::ptrace(PTRACE_SETREGS, child_, nullptr, &registers);
        break;
      case Harm::fall_short:
        registers.rdx = (registers.rdx + 1) / 2;
        ::ptrace(PTRACE_SETREGS, child_, nullptr, &registers);
        break;
    }
  }

  void leave() {
    if (pending_.call == nullptr) {
      return;
    }
    user_regs_struct registers{};
    ::ptrace(PTRACE_GETREGS, child_, nullptr, &registers);
    if (pending_.error) {
      registers.rax = static_cast<unsigned long>(-static_cast<long>(*pending_.error));
      ::ptrace(PTRACE_SETREGS, child_, nullptr, &registers);
    }
    const long result = static_cast<long>(registers.rax);
    if (pending_.opened && result >= 0) {
      open_[static_cast<int>(result)] = std::move(*pending_.opened);
    }
    if (pending_.killed) {
      ::kill(child_, SIGKILL);
    }
  }

  pid_t child_;
  std::string folder_;
  Fault fault_{};
  std::size_t n_ = 0;
  std::function<void(std::size_t)> before_call_ = [](std::size_t) {};
  bool inside_ = false;
  Pending pending_;
  std::map<int, Open> open_;
  std::vector<Call> calls_;
};

pid_t start_traced(const std::vector<std::string>& command) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
    become(command);
  }
  return child;
}

#endif

}  // namespace

std::optional<std::string> why_no_tracing() {
#ifdef CERTLIFT_CAN_TRACE
  const pid_t child = ::fork();
  if (child == 0) {
    ::_exit(::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) == 0 ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return exit_code_of(status) == 0 ? std::nullopt
                                   : std::optional<std::string>("this system permits no ptrace(2)");
#else
  return "the tracer knows Linux on x86-64 only";
#endif
}

#ifdef CERTLIFT_CAN_TRACE

Run run_with_fault(const std::vector<std::string>& command, const std::string& folder, const Fault& fault,
                   std::size_t n) {
  Tracer tracer(start_traced(command), folder);
  tracer.harm_at(fault, n);
  return tracer.run();
}

Run run_with_company(const std::vector<std::string>& command, const std::string& folder,
                     const std::function<void(std::size_t)>& before_call) {
  Tracer tracer(start_traced(command), folder);
  tracer.before_each_call(before_call);
  return tracer.run();
}

#else

Run run_with_fault(const std::vector<std::string>& command, const std::string&, const Fault&, std::size_t) {
  return {run(command), {}};
}

Run run_with_company(const std::vector<std::string>& command, const std::string&,
                     const std::function<void(std::size_t)>&) {
  return {run(command), {}};
}

#endif

std::optional<int> run(const std::vector<std::string>& command) {
  const pid_t child = ::fork();
  if (child == 0) {
    become(command);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return exit_code_of(status);
}

}  // namespace certlift::faults
