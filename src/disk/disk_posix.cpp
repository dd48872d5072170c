#include "disk/descriptor_posix.h"
#include "disk/disk.h"
#include "disk/errors_posix.h"
#include "disk/linux_posix.h"
#include "disk/protection_posix.h"
#include "disk/reading_posix.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <utility>

namespace certlift::disk {
namespace {

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = uninterrupted([&] { return ::write(descriptor, bytes.data(), bytes.size()); });
    if (put < 0) {
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

bool flush(int descriptor) {
  return uninterrupted([&] { return ::fsync(descriptor); }) == 0;
}

/// Never busy: something may have been written by then.
Result<void> write_and_close(Descriptor file, std::string_view bytes, const std::string& path) {
  if (write_all(file.number(), bytes) && flush(file.number()) && file.close()) {
    return {};
  }
  Error error = write_error(errno, path);
  error.code = ErrorCode::unwritable;
  return std::unexpected(std::move(error));
}

/// A new file that no other user can open. What was in the way is in `errno`.
Descriptor open_new(const std::string& path) {
  return open_file(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, S_IRUSR | S_IWUSR);
}

Result<Creation> create_protected(const std::string& path, const Protection& protection,
                                  std::string_view bytes) {
  Descriptor file = open_new(path);
  if (!file.is_open() && errno == EEXIST) {
    return Creation::already_there;
  }
  if (!file.is_open()) {
    return std::unexpected(write_error(errno, path));
  }
  auto done = protect_file(file.number(), protection, path);
  if (done) {
    done = write_and_close(std::move(file), bytes, path);
  }
  if (!done) {
    ::unlink(path.c_str());
    return std::unexpected(done.error());
  }
  return Creation::created;
}

class PosixDisk : public WritableFiles {
 public:
  Result<FileInfo> info(const std::string& path) const override {
    struct stat found{};
    if (::stat(path.c_str(), &found) != 0) {
      return std::unexpected(read_error(errno, path));
    }
    return info_from(found, path);
  }

  Result<FileContent> read(const std::string& path) const override {
    const Descriptor file = open_to_read(path);
    return read_content(file, path);
  }

  Result<FileContent> read_at_rest(const std::string& path) const override {
    const Descriptor file = open_to_read(path);
    const Lease lease(file.number());
    auto content = read_content(file, path);
    return content && !lease.was_kept() ? std::unexpected(read_error(EBUSY, path)) : std::move(content);
  }

  Result<std::unique_ptr<FileStream>> open(const std::string& path) const override {
    return stream_of(open_to_read(path), path);
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
    const auto exchanged = exchange(target, staged);
    if (!exchanged || *exchanged) {
      return exchanged ? Result<Displaced>(Displaced::kept) : std::unexpected(exchanged.error());
    }
    return ::rename(staged.c_str(), target.c_str()) == 0 ? Result<Displaced>(Displaced::gone)
                                                         : std::unexpected(write_error(errno, target));
  }

  Result<Creation> give_free_name(const std::string& staged, const std::string& target) override {
    const auto renamed = rename_to_free(staged, target);
    if (!renamed) {
      return std::unexpected(renamed.error());
    }
    return *renamed ? Creation::created : Creation::already_there;
  }

  Result<void> remove_file(const std::string& path) override {
    return ::unlink(path.c_str()) == 0 ? Result<void>() : std::unexpected(write_error(errno, path));
  }

  Result<void> remove_empty_directory(const std::string& path) override {
    return ::rmdir(path.c_str()) == 0 ? Result<void>() : std::unexpected(write_error(errno, path));
  }

  Result<void> flush_directory(const std::string& path) override {
    const Descriptor directory = open_file(path, O_RDONLY | O_DIRECTORY);
    const bool flushed = directory.is_open() && flush(directory.number());
    // A file system that cannot flush directories does not need it or cannot be helped.
    return flushed || errno == EINVAL ? Result<void>() : std::unexpected(write_error(errno, path));
  }
};

Result<std::vector<DirectoryEntry>> PosixDisk::list(const std::string& directory) const {
  DIR* const stream = ::opendir(directory.c_str());
  if (stream == nullptr) {
    return std::unexpected(read_error(errno, directory));
  }
  std::vector<DirectoryEntry> entries;
  errno = 0;
  // readdir() is safe on a stream of one's own.
  while (const dirent* entry = ::readdir(stream)) {
    const std::string name = entry->d_name;
    struct stat found{};
    if (name != "." && name != ".." && ::lstat(join(directory, name).c_str(), &found) == 0) {
      entries.push_back({name, kind_of(found.st_mode)});
    }
    errno = 0;
  }
  const int trouble = errno;
  ::closedir(stream);
  if (trouble != 0) {
    return std::unexpected(read_error(trouble, directory));
  }
  std::ranges::sort(entries, {}, &DirectoryEntry::name);
  return entries;
}

Result<Creation> PosixDisk::create_directory(const std::string& path, const std::string& model) {
  const auto protection = protection_of(model);
  if (!protection) {
    return std::unexpected(protection.error());
  }
  if (::mkdir(path.c_str(), S_IRWXU) != 0) {
    return errno == EEXIST ? Result<Creation>(Creation::already_there)
                           : std::unexpected(write_error(errno, path));
  }
  const Descriptor made = open_file(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  const auto done = made.is_open() ? protect_directory(made.number(), *protection, path)
                                   : std::unexpected(write_error(errno, path));
  if (!done) {
    ::rmdir(path.c_str());
    return std::unexpected(done.error());
  }
  return Creation::created;
}

Result<void> PosixDisk::append(const std::string& path, const std::string& model, std::string_view bytes) {
  Descriptor file = open_file(path, O_WRONLY | O_APPEND | O_NOFOLLOW);
  if (file.is_open()) {
    return write_and_close(std::move(file), bytes, path);
  }
  if (errno != ENOENT) {
    return std::unexpected(write_error(errno, path));
  }
  auto protection = protection_of(model);
  if (!protection) {
    return std::unexpected(protection.error());
  }
  protection->mode |= S_IWUSR;
  return require_created(create_protected(path, *protection, bytes), write_error(EBUSY, path));
}

}  // namespace

std::unique_ptr<WritableFiles> open_disk() {
  return std::make_unique<PosixDisk>();
}

}  // namespace certlift::disk
