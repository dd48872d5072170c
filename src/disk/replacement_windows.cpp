#include "disk/replacement_windows.h"

#include "disk/carry_over_windows.h"
#include "disk/errors_windows.h"
#include "disk/file_info_windows.h"
#include "disk/file_system.h"
#include "disk/handle_windows.h"
#include "disk/names_windows.h"
#include "disk/replacement.h"

#include <windows.h>

#include <cstddef>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

namespace certlift::disk {
namespace {

bool is_read_only(const std::string& path) {
  const DWORD attributes = ::GetFileAttributesW(system_path(path).c_str());
  return attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_READONLY) != 0;
}

WindowsCode code_of(BOOL done) {
  return done ? 0 : ::GetLastError();
}

/// Of FILE_RENAME_INFO with FileRenameInfoEx, which Windows has since 10 1607, and Wine has not. Their values
/// are documented; not every SDK has the names.
constexpr auto file_rename_info_ex = static_cast<FILE_INFO_BY_HANDLE_CLASS>(22);
constexpr DWORD replace_if_exists = 0x1;
constexpr DWORD posix_semantics = 0x2;

/// Laid out as FILE_RENAME_INFO; the name is given with its length, and begins where the structure says.
std::vector<char> rename_information(const std::wstring& name) {
  FILE_RENAME_INFO head{};
  static_assert(sizeof head.ReplaceIfExists <= sizeof(DWORD));
  const DWORD flags = replace_if_exists | posix_semantics;
  std::memcpy(&head, &flags, sizeof flags);  // the union's other member
  const std::size_t length = name.size() * sizeof(wchar_t);
  head.FileNameLength = static_cast<DWORD>(length);
  std::vector<char> information(sizeof head + length);
  std::memcpy(information.data(), &head, sizeof head);
  std::memcpy(information.data() + offsetof(FILE_RENAME_INFO, FileName), name.data(), length);
  return information;
}

/// In one step, and though others have `target` open.
WindowsCode rename_as_posix(const std::string& target, const std::string& staged) {
  const Handle file(::CreateFileW(system_path(staged).c_str(), DELETE | SYNCHRONIZE, shared_with_all, nullptr,
                                  OPEN_EXISTING, FILE_FLAG_WRITE_THROUGH, nullptr));
  if (!file.is_open()) {
    return ::GetLastError();
  }
  auto information = rename_information(system_path(target));
  return code_of(::SetFileInformationByHandle(file.get(), file_rename_info_ex, information.data(),
                                              static_cast<DWORD>(information.size())));
}

class SystemCalls : public ReplaceCalls {
 public:
  bool exists(const std::string& path) override {
    return ::GetFileAttributesW(system_path(path).c_str()) != INVALID_FILE_ATTRIBUTES;
  }
  WindowsCode replace(const std::string& target, const std::string& staged,
                      const std::string& displaced) override {
    return code_of(::ReplaceFileW(system_path(target).c_str(), system_path(staged).c_str(),
                                  system_path(displaced).c_str(), 0, nullptr, nullptr));
  }
  WindowsCode move(const std::string& from, const std::string& to, Over over) override {
    const DWORD flags =
        MOVEFILE_WRITE_THROUGH | (over == Over::what_is_there ? DWORD{MOVEFILE_REPLACE_EXISTING} : 0);
    return code_of(::MoveFileExW(system_path(from).c_str(), system_path(to).c_str(), flags));
  }
  WindowsCode carry_over(const std::string& target, const std::string& staged) override {
    return disk::carry_over(target, staged);
  }
  WindowsCode link(const std::string& target, const std::string& displaced) override {
    return code_of(::CreateHardLinkW(system_path(displaced).c_str(), system_path(target).c_str(), nullptr));
  }
  bool is_same_file(const std::string& path, const std::string& other) override {
    return are_names_of_one_file(path, other);
  }
  WindowsCode supersede(const std::string& target, const std::string& staged) override {
    // Without POSIX's way, the move is refused while anybody has the file open: readers let go in a moment.
    constexpr int tries = 50;
    for (int left = tries;; --left) {
      WindowsCode code = rename_as_posix(target, staged);
      if (code != 0) {
        code = move(staged, target, Over::what_is_there);
      }
      const bool is_held = code == ERROR_ACCESS_DENIED || code == ERROR_SHARING_VIOLATION;
      if (!is_held || left == 0) {
        return code;
      }
      ::Sleep(1);
    }
  }
  WindowsCode remove(const std::string& path) override {
    return code_of(::DeleteFileW(system_path(path).c_str()));
  }
};

Result<Displaced> result_of(const Replacement& replacement, const std::string& target,
                            const std::string& staged) {
  if (replacement.state == Replacement::State::made) {
    return replacement.displaced;
  }
  Error error = write_error(replacement.code, target);
  if (replacement.state == Replacement::State::unkept) {
    error.path = displaced_name(staged);
  } else if (replacement.state == Replacement::State::missing) {
    error.message = "this file is missing: its content is in " + displaced_name(staged) +
                    " and could not be put back; rename that file to " + file_name_of(target) + " (" +
                    error.message + ")";
  } else if (replacement.code == ERROR_ACCESS_DENIED && is_read_only(target)) {
    error.message = "this file is marked read-only; clear the mark if it is to be changed (attrib -r)";
  }
  return std::unexpected(std::move(error));
}

}  // namespace

Result<Displaced> replace_file(const std::string& target, const std::string& staged) {
  SystemCalls calls;
  return result_of(replace_by(calls, target, staged), target, staged);
}

Result<void> settle_replaced_file(const std::string& target, const std::string& staged) {
  SystemCalls calls;
  const auto settled = result_of(undo_half_replacement(calls, target, staged), target, staged);
  return settled ? Result<void>() : std::unexpected(settled.error());
}

Result<Creation> move_to_free_name(const std::string& staged, const std::string& target) {
  const WindowsCode code = SystemCalls().move(staged, target, ReplaceCalls::Over::nothing);
  if (code == ERROR_FILE_EXISTS || code == ERROR_ALREADY_EXISTS) {
    return Creation::already_there;
  }
  return code == 0 ? Result<Creation>(Creation::created) : std::unexpected(write_error(code, target));
}

}  // namespace certlift::disk
