#include "disk/replacement_windows.h"

#include "disk/errors_windows.h"
#include "disk/file_system.h"
#include "disk/names_windows.h"
#include "disk/replacement.h"

#include <windows.h>

#include <utility>

namespace certlift::disk {
namespace {

bool is_read_only(const std::string& path) {
  const DWORD attributes = ::GetFileAttributesW(system_path(path).c_str());
  return attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_READONLY) != 0;
}

WindowsCode code_of(BOOL done) {
  return done ? 0 : ::GetLastError();
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
