#include "apply/snapshot.h"

#include "base/sha256.h"

#include <utility>

namespace certlift::apply {
namespace {

std::unexpected<Error> refuse(std::string message, const std::string& path) {
  return std::unexpected(Error{ErrorCode::unwritable, std::move(message), path});
}

}  // namespace

Result<void> check_replaceable(const disk::FileInfo& info) {
  if (info.kind == disk::FileKind::directory) {
    return refuse("this is a directory; name the file in it", info.path);
  }
  if (info.kind != disk::FileKind::regular) {
    return refuse("this is not a regular file; name a file on a disk", info.path);
  }
  if (info.link_count > 1) {
    return refuse(
        "this file has " + std::to_string(info.link_count) +
            " hard links, and replacing it would break them; to allow that, break them first: copy the file, "
            "and move the copy over it",
        info.path);
  }
  return {};
}

Result<Snapshot> take_snapshot(const disk::ReadableFiles& files, const std::string& path) {
  // Looking first: a pipe would block when it is opened.
  if (auto info = files.info(path); !info) {
    return std::unexpected(info.error());
  } else if (auto fine = check_replaceable(*info); !fine) {
    return std::unexpected(fine.error());
  }
  auto content = files.read_at_rest(path);
  if (!content) {
    return std::unexpected(content.error());
  }
  if (auto fine = check_replaceable(content->info); !fine) {
    return std::unexpected(fine.error());
  }
  std::string hash = sha256(content->bytes);
  return Snapshot{std::move(content->info.path), std::move(content->bytes), std::move(hash),
                  std::move(content->info.identity)};
}

}  // namespace certlift::apply
