#include "base/memory.h"
#include "disk/disk.h"
#include "disk/errors_windows.h"
#include "disk/file_info_windows.h"
#include "disk/handle_windows.h"
#include "disk/names_windows.h"
#include "disk/protection_windows.h"
#include "disk/replacement_windows.h"

#include <algorithm>
#include <array>
#include <utility>

namespace certlift::disk {
namespace {

constexpr DWORD largest_step = 16U << 20U;  // some network file systems refuse more at once

/// Follows links. Directories are opened too, so that the error names what is wrong.
Handle open_existing(const std::string& path, DWORD access, DWORD sharing = shared_with_all) {
  return Handle(::CreateFileW(system_path(path).c_str(), access, sharing, nullptr, OPEN_EXISTING,
                              FILE_FLAG_BACKUP_SEMANTICS, nullptr));
}

Result<std::string> read_all(const Handle& file, std::size_t expected, const std::string& path) {
  std::string bytes(expected + 1, '\0');  // one more, to see the end at once
  std::size_t filled = 0;
  for (;;) {
    if (filled == bytes.size()) {
      bytes.resize(bytes.size() + std::max<std::size_t>(65536, bytes.size() / 2));
    }
    DWORD got = 0;
    const auto room = static_cast<DWORD>(std::min<std::size_t>(bytes.size() - filled, largest_step));
    const bool fine = ::ReadFile(file.get(), bytes.data() + filled, room, &got, nullptr);
    if (!fine) {
      return std::unexpected(read_error(::GetLastError(), path));
    }
    if (got == 0) {
      bytes.resize(filled);
      return bytes;
    }
    filled += got;
  }
}

class WindowsStream : public FileStream {
 public:
  WindowsStream(Handle file, std::string path) : file_(std::move(file)), path_(std::move(path)) {}

  Result<std::size_t> read(std::span<char> space) override {
    DWORD got = 0;
    const auto room = static_cast<DWORD>(std::min<std::size_t>(space.size(), largest_step));
    if (!::ReadFile(file_.get(), space.data(), room, &got, nullptr)) {
      return std::unexpected(read_error(::GetLastError(), path_));
    }
    return std::size_t{got};
  }

 private:
  Handle file_;
  std::string path_;
};

/// A directory, a device or a pipe cannot be read.
Result<FileInfo> require_file(const Handle& file, const std::string& path) {
  if (!file.is_open()) {
    return std::unexpected(read_error(::GetLastError(), path));
  }
  auto found = info_of(file, path);
  if (!found) {
    return found;
  }
  if (found->kind == FileKind::directory) {
    return std::unexpected(Error{ErrorCode::unreadable, "this is a directory; name the file in it", path});
  }
  if (found->kind != FileKind::regular) {
    return std::unexpected(
        Error{ErrorCode::unreadable,
              "this is a device or a pipe, not a file; name a file, or - for standard input", path});
  }
  return found;
}

Result<std::unique_ptr<FileStream>> stream_of(Handle file, const std::string& path) {
  if (const auto found = require_file(file, path); !found) {
    return std::unexpected(found.error());
  }
  return std::make_unique<WindowsStream>(std::move(file), path);
}

Result<FileContent> read_content(const Handle& file, const std::string& path) {
  auto found = require_file(file, path);
  if (!found) {
    return std::unexpected(found.error());
  }
  auto bytes = with_memory([&] { return read_all(file, static_cast<std::size_t>(found->size), path); },
                           [&]() -> Result<std::string> {
                             return std::unexpected(Error{ErrorCode::unreadable, not_enough_memory, path});
                           });
  if (!bytes) {
    return std::unexpected(bytes.error());
  }
  return FileContent{std::move(*found), std::move(*bytes)};
}

bool write_all(const Handle& file, std::string_view bytes) {
  while (!bytes.empty()) {
    DWORD put = 0;
    const auto size = static_cast<DWORD>(std::min<std::size_t>(bytes.size(), largest_step));
    if (!::WriteFile(file.get(), bytes.data(), size, &put, nullptr)) {
      return false;
    }
    bytes.remove_prefix(put);
  }
  return true;
}

/// Never busy: something may have been written by then.
Result<void> write_and_close(Handle file, std::string_view bytes, const std::string& path) {
  if (write_all(file, bytes) && ::FlushFileBuffers(file.get()) && file.close()) {
    return {};
  }
  Error error = write_error(::GetLastError(), path);
  error.code = ErrorCode::unwritable;
  return std::unexpected(std::move(error));
}

bool is_taken(DWORD code) {
  return code == ERROR_FILE_EXISTS || code == ERROR_ALREADY_EXISTS;
}

/// No other process can open it before it is whole; afterwards only those that the protection allows.
Result<Creation> create_protected(const std::string& path, const Protection& protection,
                                  std::string_view bytes) {
  const std::wstring name = system_path(path);
  SECURITY_ATTRIBUTES security = protection.security();
  const DWORD attributes = protection.attributes != 0 ? protection.attributes : FILE_ATTRIBUTE_NORMAL;
  Handle file(::CreateFileW(name.c_str(), GENERIC_WRITE, 0, &security, CREATE_NEW, attributes, nullptr));
  if (!file.is_open()) {
    const DWORD code = ::GetLastError();
    return is_taken(code) ? Result<Creation>(Creation::already_there)
                          : std::unexpected(write_error(code, path));
  }
  if (auto done = write_and_close(std::move(file), bytes, path); !done) {
    ::DeleteFileW(name.c_str());
    return std::unexpected(done.error());
  }
  return Creation::created;
}

class WindowsDisk : public WritableFiles {
 public:
  WindowsDisk() { allow_other_owners(); }

  Result<FileInfo> info(const std::string& path) const override {
    const Handle file = open_existing(path, FILE_READ_ATTRIBUTES);
    return file.is_open() ? info_of(file, path) : std::unexpected(read_error(::GetLastError(), path));
  }

  Result<std::unique_ptr<FileStream>> open(const std::string& path) const override {
    return stream_of(open_existing(path, GENERIC_READ), path);
  }

  Result<FileContent> read(const std::string& path) const override {
    return read_content(open_existing(path, GENERIC_READ), path);
  }

  /// A process that has it open for writing makes the call fail, and none can open it so until it is read.
  Result<FileContent> read_at_rest(const std::string& path) const override {
    return read_content(open_existing(path, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_DELETE), path);
  }

  Result<std::vector<DirectoryEntry>> list(const std::string& directory) const override;

  Result<Creation> create_file(const std::string& path, const std::string& model,
                               std::string_view bytes) override {
    const auto protection = protection_of(model);
    return protection ? create_protected(path, *protection, bytes) : std::unexpected(protection.error());
  }

  Result<Creation> create_directory(const std::string& path, const std::string& model) override;
  Result<void> append(const std::string& path, const std::string& model, std::string_view bytes) override;

  Result<Displaced> replace(const std::string& target, const std::string& staged) override {
    return replace_file(target, staged);
  }

  Result<void> settle_replace(const std::string& target, const std::string& staged) override {
    return settle_replaced_file(target, staged);
  }

  Result<Creation> give_free_name(const std::string& staged, const std::string& target) override {
    return move_to_free_name(staged, target);
  }

  Result<void> remove_file(const std::string& path) override {
    return ::DeleteFileW(system_path(path).c_str()) ? Result<void>()
                                                    : std::unexpected(write_error(::GetLastError(), path));
  }

  Result<void> remove_empty_directory(const std::string& path) override {
    return ::RemoveDirectoryW(system_path(path).c_str())
               ? Result<void>()
               : std::unexpected(write_error(::GetLastError(), path));
  }

  /// Windows promises nothing about names: there is no call that flushes a directory and nothing else. NTFS
  /// and ReFS write every change of a name to their log, in order, so that after a power failure the
  /// directory is as it was at some moment. FlushFileBuffers on a directory makes them write the log out;
  /// where it is not allowed or not known (FAT, shares, without the right to write) the names last as soon as
  /// the system writes its log by itself, within seconds.
  Result<void> flush_directory(const std::string& path) override {
    const Handle directory = open_existing(path, GENERIC_WRITE);
    if (directory.is_open()) {
      const bool flushed = ::FlushFileBuffers(directory.get()) || !is_disk_trouble(::GetLastError());
      return flushed ? Result<void>() : std::unexpected(write_error(::GetLastError(), path));
    }
    const auto found = info(path);
    return found ? Result<void>() : std::unexpected(found.error());
  }

 private:
  static bool is_disk_trouble(DWORD code) {
    constexpr std::array<DWORD, 4> trouble = {ERROR_IO_DEVICE, ERROR_CRC, ERROR_DISK_FULL,
                                              ERROR_WRITE_PROTECT};
    return std::ranges::find(trouble, code) != trouble.end();
  }
};

Result<std::vector<DirectoryEntry>> WindowsDisk::list(const std::string& directory) const {
  WIN32_FIND_DATAW entry{};
  const HANDLE search = ::FindFirstFileExW(system_path(join(directory, "*")).c_str(), FindExInfoBasic, &entry,
                                           FindExSearchNameMatch, nullptr, FIND_FIRST_EX_LARGE_FETCH);
  std::vector<DirectoryEntry> entries;
  if (search == INVALID_HANDLE_VALUE && ::GetLastError() == ERROR_FILE_NOT_FOUND) {
    return entries;  // the root of an empty disk has not even `.`
  }
  if (search == INVALID_HANDLE_VALUE) {
    return std::unexpected(read_error(::GetLastError(), directory));
  }
  do {
    std::string name = to_utf8(entry.cFileName);
    if (name != "." && name != "..") {
      entries.push_back({std::move(name), kind_of(entry)});
    }
  } while (::FindNextFileW(search, &entry));
  const DWORD trouble = ::GetLastError();
  ::FindClose(search);
  if (trouble != ERROR_NO_MORE_FILES) {
    return std::unexpected(read_error(trouble, directory));
  }
  std::ranges::sort(entries, {}, &DirectoryEntry::name);
  return entries;
}

Result<Creation> WindowsDisk::create_directory(const std::string& path, const std::string& model) {
  const auto protection = directory_protection_of(model);
  if (!protection) {
    return std::unexpected(protection.error());
  }
  SECURITY_ATTRIBUTES security = protection->security();
  if (::CreateDirectoryW(system_path(path).c_str(), &security)) {
    return Creation::created;
  }
  const DWORD code = ::GetLastError();
  return is_taken(code) ? Result<Creation>(Creation::already_there)
                        : std::unexpected(write_error(code, path));
}

Result<void> WindowsDisk::append(const std::string& path, const std::string& model, std::string_view bytes) {
  if (is_link_itself(path)) {
    return std::unexpected(
        Error{ErrorCode::unwritable, "this is a link, and certlift makes none; check what it is", path});
  }
  Handle file(::CreateFileW(system_path(path).c_str(), FILE_APPEND_DATA | SYNCHRONIZE, FILE_SHARE_READ,
                            nullptr, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr));
  if (file.is_open()) {
    return write_and_close(std::move(file), bytes, path);
  }
  if (const DWORD code = ::GetLastError(); code != ERROR_FILE_NOT_FOUND) {
    return std::unexpected(write_error(code, path));
  }
  return require_created(create_file(path, model, bytes), write_error(ERROR_SHARING_VIOLATION, path));
}

}  // namespace

std::unique_ptr<WritableFiles> open_disk() {
  return std::make_unique<WindowsDisk>();
}

}  // namespace certlift::disk
