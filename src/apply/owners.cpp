#include "apply/owners.h"

#include "apply/store.h"

#include <algorithm>
#include <set>
#include <utility>

namespace certlift::apply {
namespace {

bool has_its_name(const std::string& owner, const std::string& target) {
  return disk::file_name_of(owner) == disk::file_name_of(path_in_json(target));
}

}  // namespace

Result<std::optional<Change>> recorded_change(const disk::ReadableFiles& files, const std::string& store,
                                              const std::string& id) {
  const auto content = files.read(paths_of(store, {}, id).record);
  if (!content && content.error().code != ErrorCode::not_found) {
    return std::unexpected(content.error());
  }
  auto entry = content ? entry_from_json(content->bytes) : std::nullopt;
  return entry && entry->change.id == id ? std::optional(std::move(entry->change)) : std::nullopt;
}

Result<std::vector<std::string>> other_owners(const disk::ReadableFiles& files, const std::string& target,
                                              const std::string& backup_dir) {
  const auto path = resolve_target(files, target);
  if (!path) {
    return std::unexpected(path.error());
  }
  const std::string store = store_of(*path, backup_dir);
  const auto entries = files.list(store);
  if (!entries && entries.error().code == ErrorCode::not_found) {
    return {};
  }
  std::set<std::string> owners;
  for (const disk::DirectoryEntry& entry : entries ? *entries : std::vector<disk::DirectoryEntry>()) {
    const auto change =
        is_change_id(entry.name) ? recorded_change(files, store, entry.name) : std::optional<Change>();
    if (change && *change) {
      owners.insert((*change)->target);
    }
  }
  owners.erase(path_in_json(*path));
  return entries ? Result<std::vector<std::string>>(std::vector(owners.begin(), owners.end()))
                 : std::unexpected(entries.error());
}

std::string words_on(const std::vector<std::string>& owners, const std::string& target) {
  constexpr std::size_t shown = 3;
  if (owners.empty()) {
    return {};
  }
  std::string text = "; the backups here belong to ";
  for (std::size_t i = 0; i < std::min(shown, owners.size()); ++i) {
    text.append(i == 0 ? "" : ", ").append(owners[i]);
  }
  text += owners.size() > shown ? " and others" : "";
  const bool may_be_moved =
      std::ranges::any_of(owners, [&](const std::string& owner) { return has_its_name(owner, target); });
  return may_be_moved ? text + "; if this file was moved or copied from there, --moved uses them" : text;
}

Result<std::string> former_path(const disk::ReadableFiles& files, const std::string& target,
                                const std::string& backup_dir) {
  auto owners = other_owners(files, target, backup_dir);
  if (!owners) {
    return std::unexpected(owners.error());
  }
  std::erase_if(*owners, [&](const std::string& owner) { return !has_its_name(owner, target); });
  if (owners->size() > 1) {
    return std::unexpected(
        Error{ErrorCode::not_found,
              "the backups here belong to several files of this name (" + owners->at(0) + ", " +
                  owners->at(1) + (owners->size() > 2 ? ", and others" : "") +
                  "), so it is not certain which of them this one was; keep the backups of one of them only",
              target});
  }
  return owners->empty() ? std::string() : owners->front();
}

}  // namespace certlift::apply
