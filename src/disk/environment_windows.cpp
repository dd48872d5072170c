#include "disk/environment.h"
#include "disk/errors_windows.h"
#include "disk/handle_windows.h"
#include "disk/names_windows.h"

// After windows.h, which it needs.
#define SECURITY_WIN32
#include <security.h>

#include <array>
#include <memory>
#include <random>

namespace certlift::disk {
namespace {

std::string host_name() {
  std::array<wchar_t, 256> name{};
  auto size = static_cast<DWORD>(name.size());
  return ::GetComputerNameExW(ComputerNameDnsHostname, name.data(), &size) ? to_utf8({name.data(), size})
                                                                           : "unknown";
}

/// `DOMAIN\name`
std::string user_name() {
  std::array<wchar_t, 1024> name{};
  auto size = static_cast<ULONG>(name.size());
  return ::GetUserNameExW(NameSamCompatible, name.data(), &size) ? to_utf8({name.data(), size}) : "unknown";
}

/// When a process was started, in units of 100 ns; empty if that is not for us to know.
std::optional<std::string> process_mark(std::int64_t pid) {
  const bool is_possible = pid > 0 && pid <= 0xFFFF'FFFF;
  const Handle process(is_possible
                           ? ::OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, static_cast<DWORD>(pid))
                           : nullptr);
  if (!process.is_open()) {
    return is_possible && ::GetLastError() == ERROR_ACCESS_DENIED ? std::optional(std::string())
                                                                  : std::nullopt;
  }
  DWORD exit_code = 0;
  FILETIME start{}, end{}, in_kernel{}, in_program{};
  if (!::GetExitCodeProcess(process.get(), &exit_code) ||
      !::GetProcessTimes(process.get(), &start, &end, &in_kernel, &in_program)) {
    return std::string();
  }
  // Another process may keep a handle to a process that has ended.
  if (exit_code != STILL_ACTIVE) {
    return std::nullopt;
  }
  return std::to_string((static_cast<std::uint64_t>(start.dwHighDateTime) << 32U) | start.dwLowDateTime);
}

/// An event of Windows's log `Application`. The source needs no entry in the registry; without one the Event
/// Viewer says that it has no description for the event, and then shows the sentence.
std::optional<std::string> log_event(const std::string& sentence) {
  const HANDLE log = ::RegisterEventSourceW(nullptr, L"certlift");
  if (log == nullptr) {
    return write_error(::GetLastError(), {}).message;
  }
  const std::wstring text = to_utf16(sentence);
  const wchar_t* texts = text.c_str();
  constexpr DWORD change_made = 1;
  const bool done =
      ::ReportEventW(log, EVENTLOG_INFORMATION_TYPE, 0, change_made, nullptr, 1, 0, &texts, nullptr);
  const DWORD code = ::GetLastError();
  ::DeregisterEventSource(log);
  return done ? std::nullopt : std::optional(write_error(code, {}).message);
}

std::uint16_t random_number() {
  std::random_device device;
  return static_cast<std::uint16_t>(device());
}

}  // namespace

Environment system_environment() {
  auto interruption = std::make_shared<Interruption>();
  return {.host = host_name(),
          .user = user_name(),
          .pid = static_cast<std::int64_t>(::GetCurrentProcessId()),
          .now = [] { return std::chrono::system_clock::now(); },
          .random = random_number,
          .sleep = [interruption](std::chrono::milliseconds time) { interruption->pause(time); },
          .process_mark = process_mark,
          .log_event = log_event,
          .interruption = interruption};
}

}  // namespace certlift::disk
