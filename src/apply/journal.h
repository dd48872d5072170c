#pragma once

#include "apply/change.h"
#include "base/result.h"
#include "disk/file_system.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::apply {

/// A moment in the life of a change.
enum class Event {
  begin,      ///< written before anything else of the change is; from here on it is open
  done,       ///< the new content is in place and has been read back
  aborted,    ///< rolled back: the target was not touched
  unclear,    ///< interrupted, and the target written by another process since; its backup is kept
  pruned,     ///< written before its backup is removed
  restoring,  ///< written before its target, which is gone, is made anew from its backup; then `done` again
};

/// "begin", "done", "aborted", "unclear", "pruned", "restoring".
std::string_view name_of(Event event);

/// A line of the journal. `change` is stamped with who wrote it, when.
struct Moment {
  Event event;
  Change change;
};

/// `journal.jsonl`: who did what when, one line per event. Lines that are torn or strange are skipped.
class Journal {
 public:
  /// Reads the journal of a store; none yet is an empty one.
  static Result<Journal> open(const disk::ReadableFiles& files, const std::string& store);

  /// What happened last to a change; nothing if the journal does not know it.
  std::optional<Event> last_event(const std::string& id) const;

  /// Its place among all changes by the time they were begun; nothing if the journal does not know it.
  std::optional<std::size_t> order(const std::string& id) const;

  /// What `begin` said about it.
  const Change* find(const std::string& id) const;

  /// The changes of a target with which this happened last; by default those that were begun and neither done
  /// nor given up.
  std::vector<Change> open_changes(const std::string& target, Event last = Event::begin) const;

  /// How many changes it knows.
  std::size_t size() const { return lives_.size(); }

  /// All that was written, in that order.
  const std::vector<Moment>& moments() const { return moments_; }

  /// Writes and flushes a line.
  Result<void> append(disk::WritableFiles& files, const std::string& model, Event event,
                      const Change& change);

 private:
  struct Life {
    std::size_t order;
    Change change;
    Event last;
    std::string last_target;  ///< of that event: a backup may have been moved, with its target
  };
  void note(Event event, const Change& change);

  std::string path_;
  bool torn_ = false;  ///< the last line may lack its end
  std::vector<Moment> moments_;
  std::map<std::string, Life> lives_;
};

}  // namespace certlift::apply
