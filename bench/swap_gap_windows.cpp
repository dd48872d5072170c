#include "disk/disk.h"
#include "disk/handle_windows.h"
#include "disk/names_windows.h"
#include "disk/replacement_windows.h"

#include <windows.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

/// certlift_swap_gap [SECONDS]: replaces a file again and again, while a second process opens it in a loop,
/// and counts how often that found no file: with certlift's replacement, and with ReplaceFileW alone.
namespace {

using Clock = std::chrono::steady_clock;
namespace disk = certlift::disk;

/// What the second process does. Its exit code is how often the file was missing, so that nothing has to be
/// passed on.
int watch(const std::string& path) {
  unsigned missing = 0, opened = 0, other = 0;
  const std::string stop = path + ".stop";
  const std::wstring name = disk::system_path(path), stop_name = disk::system_path(stop);
  while (::GetFileAttributesW(stop_name.c_str()) == INVALID_FILE_ATTRIBUTES) {
    for (int i = 0; i < 200; ++i) {
      const disk::Handle file(::CreateFileW(name.c_str(), GENERIC_READ, disk::shared_with_all, nullptr,
                                            OPEN_EXISTING, 0, nullptr));
      if (file.is_open())
        ++opened;
      else if (::GetLastError() == ERROR_FILE_NOT_FOUND)
        ++missing;
      else
        ++other;
    }
  }
  std::printf("%u times opened, %u times missing, %u times refused\n", opened, missing, other);
  return 0;
}

std::wstring own_path() {
  std::wstring path(32768, L'\0');
  path.resize(::GetModuleFileNameW(nullptr, path.data(), static_cast<DWORD>(path.size())));
  return path;
}

/// Replaces for so long, and returns how often.
unsigned replace_until(Clock::time_point end, const std::string& target,
                       const std::function<bool(const std::string&, const std::string&)>& replace) {
  const auto files = disk::open_disk();
  const std::string staged = target + ".staged";
  unsigned made = 0;
  while (Clock::now() < end) {
    static_cast<void>(files->remove_file(staged));
    if (files->create_file(staged, target, "<configuration/>\n") && replace(target, staged)) ++made;
  }
  return made;
}

void measure(const char* what, const std::string& folder, std::chrono::seconds time,
             const std::function<bool(const std::string&, const std::string&)>& replace) {
  const std::string target = folder + "/applicationHost.config";
  const auto files = disk::open_disk();
  static_cast<void>(files->create_file(target, "", "<configuration/>\n"));
  std::wstring command = L"\"" + own_path() + L"\" --watch \"" + disk::system_path(target) + L"\"";
  STARTUPINFOW start{};
  start.cb = sizeof start;
  PROCESS_INFORMATION process{};
  if (!::CreateProcessW(nullptr, command.data(), nullptr, nullptr, TRUE, 0, nullptr, nullptr, &start,
                        &process)) {
    std::printf("%s: the second process did not start\n", what);
    return;
  }
  const disk::Handle watcher(process.hProcess), thread(process.hThread);
  std::printf("%s: ", what);
  std::fflush(stdout);
  const unsigned made = replace_until(Clock::now() + time, target, replace);
  static_cast<void>(files->create_file(target + ".stop", "", ""));
  ::WaitForSingleObject(watcher.get(), INFINITE);
  std::printf("%s: %u replacements in %lld s\n", what, made, static_cast<long long>(time.count()));
  static_cast<void>(files->remove_file(target + ".stop"));
}

bool by_replace_file(const std::string& target, const std::string& staged) {
  const std::string old = target + ".old";
  const bool done = ::ReplaceFileW(disk::system_path(target).c_str(), disk::system_path(staged).c_str(),
                                   disk::system_path(old).c_str(), 0, nullptr, nullptr) != 0;
  ::DeleteFileW(disk::system_path(old).c_str());
  return done;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && std::string(argv[1]) == "--watch") return watch(argv[2]);
  const std::chrono::seconds time(argc > 1 ? std::stoi(argv[1]) : 30);
  const std::string folder =
      (std::filesystem::temp_directory_path() / ("certlift-gap-" + std::to_string(::GetCurrentProcessId())))
          .string();
  std::filesystem::create_directories(folder);
  measure("certlift", folder, time, [](const std::string& target, const std::string& staged) {
    return disk::replace_file(target, staged).has_value();
  });
  measure("ReplaceFileW", folder, time, by_replace_file);
  std::filesystem::remove_all(folder);
}
