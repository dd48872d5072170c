#pragma once

#include <windows.h>

#include <utility>

namespace certlift::disk {

/// For CreateFileW: whatever others do with the file meanwhile.
inline constexpr DWORD shared_with_all = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;

/// An opened file, process or token, closed at the end.
class Handle {
 public:
  explicit Handle(HANDLE handle) : handle_(handle == INVALID_HANDLE_VALUE ? nullptr : handle) {}
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  Handle(Handle&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Handle& operator=(Handle&&) = delete;
  ~Handle() {
    if (handle_ != nullptr) {
      const DWORD trouble = ::GetLastError();
      ::CloseHandle(handle_);
      ::SetLastError(trouble);  // what a caller is about to ask for
    }
  }

  HANDLE get() const { return handle_; }
  bool is_open() const { return handle_ != nullptr; }

  /// Closes and returns whether that went well.
  bool close() { return ::CloseHandle(std::exchange(handle_, nullptr)) != 0; }

 private:
  HANDLE handle_;
};

}  // namespace certlift::disk
