#include "apply/journal.h"

#include <algorithm>
#include <array>
#include <utility>

namespace certlift::apply {
namespace {

constexpr std::array<std::pair<Event, std::string_view>, 6> event_names = {{{Event::begin, "begin"},
                                                                            {Event::done, "done"},
                                                                            {Event::aborted, "aborted"},
                                                                            {Event::unclear, "unclear"},
                                                                            {Event::pruned, "pruned"},
                                                                            {Event::restoring, "restoring"}}};

std::optional<Event> event_of(std::string_view name) {
  const auto row = std::ranges::find(event_names, name, [](const auto& r) { return r.second; });
  return row == event_names.end() ? std::nullopt : std::optional(row->first);
}

}  // namespace

std::string_view name_of(Event event) {
  return std::ranges::find(event_names, event, [](const auto& row) { return row.first; })->second;
}

void Journal::note(Event event, const Change& change) {
  const auto [life, is_new] =
      lives_.try_emplace(change.id, Life{lives_.size(), change, event, change.target});
  if (!is_new) {
    life->second.last = event;
    life->second.last_target = change.target;
  }
  moments_.push_back({event, change});
}

Result<Journal> Journal::open(const disk::ReadableFiles& files, const std::string& store) {
  Journal journal;
  journal.path_ = disk::join(store, "journal.jsonl");
  const auto content = files.read(journal.path_);
  if (!content && content.error().code != ErrorCode::not_found) {
    return std::unexpected(content.error());
  }
  std::string_view rest = content ? std::string_view(content->bytes) : std::string_view();
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    journal.torn_ = end == std::string_view::npos;
    rest.remove_prefix(journal.torn_ ? rest.size() : end + 1);
    const auto entry = entry_from_json(line);
    const auto event = entry ? event_of(entry->event) : std::nullopt;
    if (event) {
      journal.note(*event, entry->change);
    }
  }
  return journal;
}

std::optional<Event> Journal::last_event(const std::string& id) const {
  const auto life = lives_.find(id);
  return life == lives_.end() ? std::nullopt : std::optional(life->second.last);
}

std::optional<std::size_t> Journal::order(const std::string& id) const {
  const auto life = lives_.find(id);
  return life == lives_.end() ? std::nullopt : std::optional(life->second.order);
}

const Change* Journal::find(const std::string& id) const {
  const auto life = lives_.find(id);
  return life == lives_.end() ? nullptr : &life->second.change;
}

std::vector<Change> Journal::open_changes(const std::string& target, Event last) const {
  std::vector<Change> open;
  for (const auto& [id, life] : lives_) {
    if (life.last == last && life.last_target == path_in_json(target)) {
      open.push_back(life.change);
    }
  }
  return open;
}

Result<void> Journal::append(disk::WritableFiles& files, const std::string& model, Event event,
                             const Change& change) {
  const std::string line = std::string(torn_ ? "\n" : "").append(to_json_line(change, name_of(event)));
  torn_ = true;
  auto written = files.append(path_, model, line);
  if (written) {
    torn_ = false;
    note(event, change);
  }
  return written;
}

}  // namespace certlift::apply
