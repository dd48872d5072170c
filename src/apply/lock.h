#pragma once

#include "apply/context.h"
#include "base/result.h"

#include <optional>
#include <string>
#include <vector>

namespace certlift::apply {

/// The right to write in a store and to change its targets. Held by a file that says who holds it.
struct Lock {
  std::string path;
  std::string text;                ///< what we wrote into it
  std::vector<std::string> notes;  ///< from whom it was taken over
};

/// Takes the lock of a store, as protected as `model`. One that a dead process of this host has left is taken
/// over. Errors: busy, naming host and process, if another holds it longer than the context's patience.
Result<Lock> acquire_lock(const Context& context, const std::string& store, const std::string& model);

/// Says what is wrong if the lock could not be given back.
std::optional<std::string> release_lock(const Context& context, const Lock& lock);

/// Whether another certlift works in the store, as far as can be seen. False as well for a lock that a dead
/// process has left.
bool is_held(const Context& context, const std::string& store);

/// Is this the name of a file that the lock needs? Such a file without a living owner is litter.
bool is_lock_name(const std::string& name);

/// Removes what interrupted take-overs have left. Only for the holder of the lock.
void sweep_lock_litter(const Context& context, const std::string& store);

}  // namespace certlift::apply
