#pragma once

#include "apply/change.h"
#include "apply/context.h"
#include "apply/journal.h"
#include "apply/lock.h"
#include "apply/store.h"
#include "base/result.h"

#include <string>
#include <vector>

namespace certlift::apply {

/// The store of a target, locked.
struct Session {
  const Context& context;
  std::string target;
  std::string model;  ///< what the store's files are as protected as: the target, empty if it is gone
  std::string store;
  bool made_store;
  Lock lock;
  Journal journal;
  bool has_put_back = false;  ///< what another process had written is in place again, instead of our bytes

  ChangePaths paths(const Change& change) const { return paths_of(store, target, change.id); }
  Result<void> record(Event event, const Change& change);
};

/// Makes the store if need be, locks it and reads its journal.
Result<Session> open_session(const Context& context, const std::string& target);

/// Unlocks, and takes away a store that was made for nothing. Says what could not be tidied.
std::vector<std::string> close_session(Session& session);

}  // namespace certlift::apply
