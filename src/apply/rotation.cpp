#include "apply/rotation.h"

#include "apply/change.h"
#include "apply/store.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace certlift::apply {
namespace {

constexpr std::string_view staged_name = "journal.jsonl.new";

std::string journal_of(const std::string& store) {
  return disk::join(store, "journal.jsonl");
}

std::string staged_of(const std::string& store) {
  return disk::join(store, staged_name);
}

/// The changes that nothing depends on, the oldest first.
std::vector<std::string> forgettable(const Journal& journal, const std::set<std::string>& names) {
  std::vector<std::string> ids;
  std::set<std::string_view> seen;
  for (const Moment& moment : journal.moments()) {
    const std::string& id = moment.change.id;
    const auto last = journal.last_event(id);
    const bool is_open = last == Event::begin || last == Event::restoring;
    if (seen.insert(id).second && !is_open && !names.contains(id)) {
      ids.push_back(id);
    }
  }
  return ids;
}

/// The lines of the journal but those of some changes, byte for byte. What cannot be understood, such as a
/// line that was torn, goes.
std::string without(std::string_view journal, const std::set<std::string>& dropped) {
  std::string kept;
  while (!journal.empty()) {
    const std::size_t end = journal.find('\n');
    const std::string_view line = journal.substr(0, end);
    journal.remove_prefix(end == std::string_view::npos ? journal.size() : end + 1);
    const auto entry = entry_from_json(line);
    if (entry && !dropped.contains(entry->change.id)) {
      kept.append(line).append("\n");
    }
  }
  return kept;
}

/// The old journal is what the new one is as protected as.
Result<void> replace_journal(disk::WritableFiles& files, const std::string& store, std::string_view bytes) {
  const std::string journal = journal_of(store);
  const std::string staged = staged_of(store);
  auto done = disk::create_verified(files, staged, journal, bytes);
  if (done) {
    done = files.flush_directory(store);
  }
  if (done) {
    const auto replaced = files.replace(journal, staged);
    done = replaced ? files.flush_directory(store) : std::unexpected(replaced.error());
  }
  if (auto settled = files.settle_replace(journal, staged); !settled) {
    return settled;
  }
  auto removed = remove_if_there(files, staged);
  return done ? removed : done;
}

}  // namespace

Result<std::size_t> rotate_journal(disk::WritableFiles& files, const std::string& store,
                                   const Journal& known) {
  if (known.size() <= 2 * remembered_changes) {
    return 0U;
  }
  const auto entries = files.list(store);
  if (!entries) {
    return std::unexpected(entries.error());
  }
  std::set<std::string> names;
  for (const disk::DirectoryEntry& entry : *entries) {
    names.insert(entry.name);
  }
  // The file, and not what we remember of it: an append that failed may be there all the same.
  const auto journal = Journal::open(files, store);
  const auto content = journal ? files.read(journal_of(store)) : std::unexpected(journal.error());
  if (!content) {
    return std::unexpected(content.error());
  }
  const auto old = forgettable(*journal, names);
  if (old.size() <= 2 * remembered_changes) {
    return 0U;
  }
  const std::set<std::string> dropped(old.begin(), old.end() - std::ptrdiff_t{remembered_changes});
  if (auto done = replace_journal(files, store, without(content->bytes, dropped)); !done) {
    return std::unexpected(done.error());
  }
  return dropped.size();
}

Result<void> settle_rotation(disk::WritableFiles& files, const std::string& store) {
  return files.settle_replace(journal_of(store), staged_of(store));
}

Result<void> remove_rotation_litter(disk::WritableFiles& files, const std::string& store) {
  const auto entries = files.list(store);
  if (!entries) {
    return std::unexpected(entries.error());
  }
  const bool is_left = std::ranges::any_of(
      *entries, [](const disk::DirectoryEntry& entry) { return is_rotation_litter(entry.name); });
  return is_left ? remove_if_there(files, staged_of(store)) : Result<void>();
}

bool is_rotation_litter(std::string_view name) {
  return name.starts_with(staged_name);
}

}  // namespace certlift::apply
