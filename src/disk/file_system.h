#pragma once

#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The disk, as certlift needs it. Paths are UTF-8. Errors carry the path and one of not_found, unreadable,
/// unwritable and busy; busy says that another process is in the way for now, that nothing was created or
/// appended, and that the call may be made again. All calls may be made from several threads.
namespace certlift::disk {

enum class FileKind { regular, directory, link, other };

struct FileInfo {
  std::string path;      ///< absolute, every link followed
  FileKind kind;         ///< of what the links lead to, so never link
  std::string identity;  ///< opaque; differs between two files even if one took the other's name
  std::uint64_t size = 0;
  std::uint64_t link_count = 1;  ///< how many names the file has
  std::int64_t modified = 0;     ///< seconds since 1970-01-01 UTC; 0: not known
};

/// A file as it was in one moment: both parts are of the same opened file.
struct FileContent {
  FileInfo info;
  std::string bytes;
};

struct DirectoryEntry {
  std::string name;
  FileKind kind;  ///< of the entry itself: a link is a link
};

/// A file that is read piece by piece, from its beginning on.
class FileStream {
 public:
  virtual ~FileStream() = default;

  /// The next bytes, as many as there are, up to the size of `space`; 0: there are no more. What another
  /// process appends meanwhile is read too.
  virtual Result<std::size_t> read(std::span<char> space) = 0;
};

/// The power to look.
class ReadableFiles {
 public:
  virtual ~ReadableFiles() = default;

  virtual Result<FileInfo> info(const std::string& path) const = 0;
  virtual Result<FileContent> read(const std::string& path) const = 0;

  /// The same, of a file that no process has open for writing; busy if one has, as far as the system says.
  virtual Result<FileContent> read_at_rest(const std::string& path) const = 0;

  /// Opens a file that may be larger than the memory.
  virtual Result<std::unique_ptr<FileStream>> open(const std::string& path) const = 0;

  /// What stands in a directory, sorted by name, without `.` and `..`.
  virtual Result<std::vector<DirectoryEntry>> list(const std::string& directory) const = 0;
};

enum class Creation { created, already_there };

/// For what has to be new: `in_the_way` if something had its name already.
Result<void> require_created(const Result<Creation>& creation, Error in_the_way);

/// What becomes of a file that another one has replaced.
enum class Displaced {
  kept,  ///< it has the name that the other one had
  gone,
};

/// The power to write. "As protected as `model`": same owner, group, permissions, access control list; what
/// is made so is closed to everybody else before the first byte is in it. With an empty model: for its owner
/// alone.
class WritableFiles : public ReadableFiles {
 public:
  /// Makes a new file with these bytes, as protected as `model`, and flushes it. Never touches or follows
  /// what already has the name. On failure it tries to leave nothing behind.
  virtual Result<Creation> create_file(const std::string& path, const std::string& model,
                                       std::string_view bytes) = 0;

  /// Makes a directory as protected as the file `model`: who may read the one may read and enter the other.
  /// Its owner may write in it.
  virtual Result<Creation> create_directory(const std::string& path, const std::string& model) = 0;

  /// Puts the bytes at the end of a file, with one write where the system allows, and flushes it. Makes the
  /// file if it is missing, as protected as `model`, and writable for its owner.
  virtual Result<void> append(const std::string& path, const std::string& model, std::string_view bytes) = 0;

  /// Replaces `target` by `staged` atomically: at no moment is there no target. Where the system can, the
  /// previous file gets the name `staged`. If it fails, `target` may be either of the two, whole; the caller
  /// has to look.
  virtual Result<Displaced> replace(const std::string& target, const std::string& staged) = 0;

  /// After a `replace` that failed or was interrupted: puts back a target that it has left without its name,
  /// or gives the previous file the name `staged`. Only a system that needs several steps for `replace`
  /// has something to do here.
  virtual Result<void> settle_replace(const std::string& /*target*/, const std::string& /*staged*/) {
    return {};
  }

  /// Gives `staged` the name `target` in one step, unless something has that name.
  virtual Result<Creation> give_free_name(const std::string& staged, const std::string& target) = 0;

  virtual Result<void> remove_file(const std::string& path) = 0;
  virtual Result<void> remove_empty_directory(const std::string& path) = 0;

  /// Makes what was created, replaced and removed in the directory last through a power failure.
  virtual Result<void> flush_directory(const std::string& path) = 0;
};

/// Makes a file that has to be new, and reads it back.
Result<void> create_verified(WritableFiles& files, const std::string& path, const std::string& model,
                             std::string_view bytes);

/// The parts of a path: `/a/b` is `b` in `/a`; `b` is `b` in `.`. On Windows also with `\`, and `C:\b` is `b`
/// in `C:\`.
std::string directory_of(std::string_view path);
std::string file_name_of(std::string_view path);
/// With the separator that the directory is written with.
std::string join(std::string_view directory, std::string_view name);

}  // namespace certlift::disk
