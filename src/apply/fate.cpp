#include "apply/fate.h"

#include "base/sha256.h"

#include <string_view>

namespace certlift::apply {
namespace {

Result<bool> is_there(const disk::ReadableFiles& files, const std::string& path) {
  const auto info = files.info(path);
  if (!info && info.error().code != ErrorCode::not_found) {
    return std::unexpected(info.error());
  }
  return info.has_value();
}

Result<bool> has_whole_backup(const disk::ReadableFiles& files, const ChangePaths& paths,
                              const Change& change) {
  const auto record = is_there(files, paths.record);
  if (!record || !*record) {
    return record;
  }
  const auto original = hash_of(files, paths.original);
  if (!original) {
    return std::unexpected(original.error());
  }
  return *original == change.sha256_before;
}

/// A power failure can leave zeros where bytes were to come.
bool is_part_of(std::string_view part, std::string_view whole) {
  part = part.substr(0, part.find_last_not_of('\0') + 1);
  return whole.starts_with(part);
}

}  // namespace

Result<std::optional<std::string>> hash_of(const disk::ReadableFiles& files, const std::string& path) {
  const auto content = files.read(path);
  if (content) {
    return sha256(content->bytes);
  }
  if (content.error().code == ErrorCode::not_found) {
    return std::nullopt;
  }
  return std::unexpected(content.error());
}

Result<Staged> what_is_staged(const disk::ReadableFiles& files, const ChangePaths& paths,
                              const Change& change) {
  const auto staged = files.read(paths.staged);
  if (!staged && staged.error().code == ErrorCode::not_found) {
    return Staged::nothing;
  }
  if (!staged) {
    return std::unexpected(staged.error());
  }
  const std::string hash = sha256(staged->bytes);
  if (hash == change.sha256_before || hash == change.sha256_after) {
    return hash == change.sha256_before ? Staged::original : Staged::ours;
  }
  const auto result = files.read(paths.result);
  if (!result && result.error().code != ErrorCode::not_found) {
    return std::unexpected(result.error());
  }
  return result && is_part_of(staged->bytes, result->bytes) ? Staged::ours : Staged::from_another_process;
}

Result<Fate> fate_of(const Session& session, const Change& change) {
  const disk::WritableFiles& files = session.context.files;
  const ChangePaths paths = session.paths(change);
  const auto present = hash_of(files, session.target);
  if (!present) {
    return std::unexpected(present.error());
  }
  if (*present == change.sha256_before) {
    return Fate::not_made;
  }
  const auto staged = what_is_staged(files, paths, change);
  if (!staged) {
    return std::unexpected(staged.error());
  }
  const auto whole = has_whole_backup(files, paths, change);
  if (!whole) {
    return std::unexpected(whole.error());
  }
  if (*present == change.sha256_after) {
    return *staged == Staged::from_another_process ? Fate::overwrote_another_process
           : *whole                                ? Fate::made
                                                   : Fate::not_made;
  }
  // While our bytes are staged, or after a rollback has begun, another process that wrote the target did so
  // before us. A target that is gone may need what there is of its backup.
  const bool before_us = *staged == Staged::ours || (*staged == Staged::nothing && !*whole);
  return before_us && *present ? Fate::not_made : Fate::unclear;
}

}  // namespace certlift::apply
