#pragma once

#include "apply/context.h"
#include "server/appcmd_backup.h"

namespace certlift::cli {

/// Keeps what a change replaces as `certlift-ID` among appcmd's backups too, if the file is the configuration
/// of the live server. `files` must outlive it.
apply::OnChange back_up_for_appcmd(disk::WritableFiles& files, const server::LiveServer& server);

}  // namespace certlift::cli
