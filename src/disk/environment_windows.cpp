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

/// An event of Windows's log `Application`. The source needs no entry in the registry (set_event_source);
/// without one the Event Viewer says that it has no description for the event, and then shows the sentence.
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

std::wstring program_path() {
  std::wstring path(32768, L'\0');
  path.resize(::GetModuleFileNameW(nullptr, path.data(), static_cast<DWORD>(path.size())));
  return path;
}

/// Where the Event Viewer looks for the texts of a source. They are in this program (certlift.rc).
std::optional<Error> set_event_source(EventSource wanted) {
  const wchar_t* name = L"SYSTEM\\CurrentControlSet\\Services\\EventLog\\Application\\certlift";
  const auto trouble = [](LSTATUS code) {
    return code == ERROR_SUCCESS ? std::nullopt : std::optional(write_error(static_cast<DWORD>(code), {}));
  };
  if (wanted == EventSource::unknown) {
    const LSTATUS code = ::RegDeleteKeyW(HKEY_LOCAL_MACHINE, name);
    return code == ERROR_FILE_NOT_FOUND ? std::nullopt : trouble(code);
  }
  const std::wstring program = program_path();
  const DWORD kinds = EVENTLOG_ERROR_TYPE | EVENTLOG_WARNING_TYPE | EVENTLOG_INFORMATION_TYPE;
  LSTATUS code =
      ::RegSetKeyValueW(HKEY_LOCAL_MACHINE, name, L"EventMessageFile", REG_EXPAND_SZ, program.c_str(),
                        static_cast<DWORD>((program.size() + 1) * sizeof(wchar_t)));
  if (code == ERROR_SUCCESS) {
    code = ::RegSetKeyValueW(HKEY_LOCAL_MACHINE, name, L"TypesSupported", REG_DWORD, &kinds, sizeof kinds);
  }
  return trouble(code);
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
          .set_event_source = set_event_source,
          .interruption = interruption};
}

}  // namespace certlift::disk
