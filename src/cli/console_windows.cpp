#include "cli/console.h"
#include "cli/exit_code.h"
#include "disk/names_windows.h"

#include <windows.h>
// After windows.h, which these need.
#include <fcntl.h>
#include <io.h>
#include <knownfolders.h>
#include <shellapi.h>
#include <shlobj.h>

#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <streambuf>
#include <thread>

namespace certlift::cli {
namespace {

/// How much of these bytes is whole characters of UTF-8: the rest waits for what follows it.
std::size_t whole_characters(std::string_view bytes) {
  for (std::size_t back = 1; back <= std::min<std::size_t>(3, bytes.size()); ++back) {
    const auto lead = static_cast<unsigned char>(bytes[bytes.size() - back]);
    if (lead < 0x80) break;
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 0;
    if (length > 0) return length > back ? bytes.size() - back : bytes.size();
  }
  return bytes.size();
}

/// Standard output or error: bytes as they are into a file or a pipe, characters onto a console, whatever its
/// code page is.
class StandardBuffer : public std::streambuf {
 public:
  explicit StandardBuffer(DWORD which) : handle_(::GetStdHandle(which)) {
    is_console_ = ::GetConsoleMode(handle_, &mode_) != 0;
    has_colours_ = is_console_ && ::SetConsoleMode(handle_, mode_ | ENABLE_VIRTUAL_TERMINAL_PROCESSING) != 0;
  }
  StandardBuffer(const StandardBuffer&) = delete;
  StandardBuffer& operator=(const StandardBuffer&) = delete;
  ~StandardBuffer() override {
    sync();
    if (has_colours_) ::SetConsoleMode(handle_, mode_);  // it is not ours alone
  }

  bool has_colours() const { return has_colours_; }

  /// Of the console; 0: it is none. One that does not say is taken to have 80.
  std::size_t columns() const {
    if (!is_console_) return 0;
    CONSOLE_SCREEN_BUFFER_INFO info{};
    if (!::GetConsoleScreenBufferInfo(handle_, &info)) return 80;
    return static_cast<std::size_t>(info.srWindow.Right - info.srWindow.Left + 1);
  }

 protected:
  int overflow(int c) override {
    if (c == traits_type::eof()) return sync() == 0 ? 0 : traits_type::eof();
    waiting_ += static_cast<char>(c);
    return waiting_.size() < enough || write_out(whole_characters(waiting_)) ? c : traits_type::eof();
  }

  std::streamsize xsputn(const char* text, std::streamsize size) override {
    waiting_.append(text, static_cast<std::size_t>(size));
    return waiting_.size() < enough || write_out(whole_characters(waiting_)) ? size : 0;
  }

  int sync() override { return write_out(waiting_.size()) ? 0 : -1; }

 private:
  static constexpr std::size_t enough = 8192;

  bool write_out(std::size_t size) {
    const std::string text = waiting_.substr(0, size);
    waiting_.erase(0, size);
    return is_console_ ? show(disk::to_utf16(text)) : write(text);
  }

  bool show(std::wstring_view text) const {
    while (!text.empty()) {
      const auto size = static_cast<DWORD>(std::min<std::size_t>(text.size(), enough));
      DWORD put = 0;
      if (!::WriteConsoleW(handle_, text.data(), size, &put, nullptr) || put == 0) return false;
      text.remove_prefix(put);
    }
    return true;
  }

  bool write(std::string_view bytes) const {
    while (!bytes.empty()) {
      const auto size = static_cast<DWORD>(std::min<std::size_t>(bytes.size(), 1U << 20U));
      DWORD put = 0;
      if (!::WriteFile(handle_, bytes.data(), size, &put, nullptr)) return false;
      bytes.remove_prefix(put);
    }
    return true;
  }

  HANDLE handle_;
  DWORD mode_ = 0;
  bool is_console_, has_colours_;
  std::string waiting_;
};

bool is_console(DWORD which) {
  DWORD mode = 0;
  return ::GetConsoleMode(::GetStdHandle(which), &mode) != 0;
}

std::optional<std::string> variable(const std::string& name) {
  const wchar_t* value = ::_wgetenv(disk::to_utf16(name).c_str());
  return value == nullptr ? std::nullopt : std::optional(disk::to_utf8(value));
}

/// A 32-bit program is shown another System32, unless it opens this name.
std::string inetsrv_config() {
  std::array<wchar_t, MAX_PATH> windows{};
  const UINT length = ::GetSystemWindowsDirectoryW(windows.data(), windows.size());
  BOOL is_32_bit_on_64 = FALSE;
  ::IsWow64Process(::GetCurrentProcess(), &is_32_bit_on_64);
  return disk::to_utf8({windows.data(), length}) + (is_32_bit_on_64 ? R"(\Sysnative)" : R"(\System32)") +
         R"(\inetsrv\config)";
}

/// Where IIS Express keeps a user's configuration, wherever the folder Documents has been moved to.
std::string express_config() {
  PWSTR documents = nullptr;
  const bool known = ::SHGetKnownFolderPath(FOLDERID_Documents, 0, nullptr, &documents) == S_OK;
  const std::string path =
      known ? disk::to_utf8(documents) + R"(\IISExpress\config\applicationhost.config)" : std::string();
  ::CoTaskMemFree(documents);
  return path;
}

std::atomic<disk::Interruption*> asked{nullptr};

/// Called on a thread of the system's. After the other events than Ctrl-C and Ctrl-Break the process ends
/// when this returns, and some seconds later in any case.
BOOL WINAPI on_event(DWORD event) {
  const bool is_again = asked.load()->is_requested();
  if (asked.load()->request() || is_again) {
    constexpr std::string_view message = "certlift: interrupted; nothing was changed\r\n";
    DWORD put = 0;
    if (!is_again)
      ::WriteFile(::GetStdHandle(STD_ERROR_HANDLE), message.data(), static_cast<DWORD>(message.size()), &put,
                  nullptr);
    ::TerminateProcess(::GetCurrentProcess(), exit_code::interrupted);
  }
  if (event != CTRL_C_EVENT && event != CTRL_BREAK_EVENT) ::Sleep(INFINITE);
  return TRUE;
}

}  // namespace

/// The C library's `argv` is in the code page, which lacks most characters.
std::vector<std::string> arguments_of(int /*argc*/, char** /*argv*/) {
  int count = 0;
  wchar_t** const words = ::CommandLineToArgvW(::GetCommandLineW(), &count);
  std::vector<std::string> arguments;
  for (int i = 1; i < count; ++i) arguments.push_back(disk::to_utf8(words[i]));
  ::LocalFree(words);
  return arguments;
}

World world_of(disk::WritableFiles& files, const disk::Environment& environment) {
  static StandardBuffer out_buffer(STD_OUTPUT_HANDLE), err_buffer(STD_ERROR_HANDLE);
  static std::ostream out(&out_buffer), err(&err_buffer);
  err << std::unitbuf;
  static const std::shared_ptr<disk::Interruption> interruption = environment.interruption;
  asked = interruption.get();
  ::SetConsoleCtrlHandler(on_event, TRUE);
  ::_setmode(::_fileno(stdin), _O_BINARY);
  return {.files = files,
          .environment = environment,
          .in = std::cin,
          .out = out,
          .err = err,
          .in_is_terminal = is_console(STD_INPUT_HANDLE),
          .out_is_terminal = out_buffer.has_colours(),
          .out_columns = out_buffer.columns(),
          .err_columns = err_buffer.columns(),
          .shows_progress = err_buffer.has_colours(),
          .no_color = variable("NO_COLOR").value_or(""),
          .live_dir = inetsrv_config(),
          .variable = variable,
          .express_config = express_config(),
          .processors = std::max(1U, std::thread::hardware_concurrency())};
}

int ended(int code) {
  return code;
}

}  // namespace certlift::cli
