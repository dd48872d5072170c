#include "disk/reading_posix.h"

#include "base/memory.h"
#include "disk/errors_posix.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace certlift::disk {
namespace {

/// What has no name of its own, such as a pipe, keeps the one it was opened by.
std::string real_path(const std::string& path) {
  char* const real = ::realpath(path.c_str(), nullptr);
  std::string result = real == nullptr ? path : real;
  std::free(real);
  return result;
}

Result<std::string> read_all(int descriptor, std::size_t expected, const std::string& path) {
  constexpr std::size_t step = 64UL * 1024UL;
  std::string bytes;
  bytes.resize(expected + 1);  // one more, to see the end at once
  std::size_t filled = 0;
  for (;;) {
    if (filled == bytes.size()) {
      bytes.resize(bytes.size() + std::max(step, bytes.size() / 2));
    }
    const ssize_t got =
        uninterrupted([&] { return ::read(descriptor, bytes.data() + filled, bytes.size() - filled); });
    if (got < 0) {
      return std::unexpected(read_error(errno, path));
    }
    if (got == 0) {
      bytes.resize(filled);
      return bytes;
    }
    filled += static_cast<std::size_t>(got);
  }
}

Error not_a_file(mode_t mode, const std::string& path) {
  const std::string kind = S_ISFIFO(mode) ? "a pipe" : S_ISSOCK(mode) ? "a socket" : "a device";
  return {ErrorCode::unreadable, "this is " + kind + ", not a file; name a file, or - for standard input",
          path};
}

class PosixStream : public FileStream {
 public:
  PosixStream(Descriptor file, std::string path) : file_(std::move(file)), path_(std::move(path)) {}

  Result<std::size_t> read(std::span<char> space) override {
    const ssize_t got = uninterrupted([&] { return ::read(file_.number(), space.data(), space.size()); });
    if (got < 0) {
      return std::unexpected(read_error(errno, path_));
    }
    return static_cast<std::size_t>(got);
  }

 private:
  Descriptor file_;
  std::string path_;
};

}  // namespace

FileKind kind_of(mode_t mode) {
  return S_ISREG(mode)   ? FileKind::regular
         : S_ISDIR(mode) ? FileKind::directory
         : S_ISLNK(mode) ? FileKind::link
                         : FileKind::other;
}

FileInfo info_from(const struct stat& found, const std::string& path) {
  return {real_path(path),
          kind_of(found.st_mode),
          std::to_string(found.st_dev) + ":" + std::to_string(found.st_ino),
          static_cast<std::uint64_t>(found.st_size),
          static_cast<std::uint64_t>(found.st_nlink),
          static_cast<std::int64_t>(found.st_mtime)};
}

Descriptor open_to_read(const std::string& path) {
  Descriptor file = open_file(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
  return file.is_open() || errno != EWOULDBLOCK ? std::move(file) : open_file(path, O_RDONLY);
}

Result<std::unique_ptr<FileStream>> stream_of(Descriptor file, const std::string& path) {
  struct stat found{};
  if (!file.is_open() || ::fstat(file.number(), &found) != 0) {
    return std::unexpected(read_error(errno, path));
  }
  if (S_ISDIR(found.st_mode)) {
    return std::unexpected(read_error(EISDIR, path));
  }
  if (!S_ISREG(found.st_mode)) {
    return std::unexpected(not_a_file(found.st_mode, path));
  }
  return std::make_unique<PosixStream>(std::move(file), path);
}

Result<FileContent> read_content(const Descriptor& file, const std::string& path) {
  struct stat found{};
  if (!file.is_open() || ::fstat(file.number(), &found) != 0) {
    return std::unexpected(read_error(errno, path));
  }
  if (!S_ISREG(found.st_mode) && !S_ISDIR(found.st_mode)) {
    return std::unexpected(not_a_file(found.st_mode, path));
  }
  const auto size = static_cast<std::size_t>(found.st_size);
  auto bytes = with_memory([&] { return read_all(file.number(), S_ISREG(found.st_mode) ? size : 0, path); },
                           [&]() -> Result<std::string> {
                             return std::unexpected(Error{ErrorCode::unreadable, not_enough_memory, path});
                           });
  if (!bytes) {
    return std::unexpected(bytes.error());
  }
  return FileContent{info_from(found, path), std::move(*bytes)};
}

}  // namespace certlift::disk
