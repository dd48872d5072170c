#pragma once

#include "apply/session.h"

#include <string>
#include <vector>

namespace certlift::apply {

/// Removes old backups and old records of the journal once a change is made, and says so in `notes`. Whatever
/// goes wrong here does not unmake the change; the next one tries again.
void forget_what_is_old(Session& session, std::vector<std::string>& notes);

}  // namespace certlift::apply
