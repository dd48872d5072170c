#include "apply/forgetting.h"

#include "apply/retention.h"
#include "apply/rotation.h"

namespace certlift::apply {

void forget_what_is_old(Session& session, std::vector<std::string>& notes) {
  const auto removed = remove_old_backups(session, session.context.keep);
  if (!removed) {
    notes.push_back("Old backups could not be removed: " + removed.error().message +
                    "; the next change will try again.");
  } else if (removed->size() == 1) {
    notes.push_back("Removed the old backup " + removed->back() + ".");
  } else if (!removed->empty()) {
    notes.push_back("Removed " + std::to_string(removed->size()) + " old backups, the oldest of them " +
                    removed->back() + ".");
  }
  const auto dropped = rotate_journal(session.context.files, session.store, session.journal);
  if (!dropped) {
    notes.push_back("Old records could not be removed from the journal: " + dropped.error().message +
                    "; the next change will try again.");
  } else if (*dropped > 0) {
    notes.push_back("Removed the records of " + std::to_string(*dropped) +
                    " old changes from the journal; their backups were gone before.");
  }
}

}  // namespace certlift::apply
