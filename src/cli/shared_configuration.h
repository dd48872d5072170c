#pragma once

#include "cli/options.h"
#include "engine/select.h"

#include <string>

/// This machine's own IIS, and the servers that share its configuration.
namespace certlift::cli {

/// Says that it is not known, to commands that change files: whether other servers use a target, and where
/// appcmd looks for its backups, is then unknown.
void tell_if_unknown(const Invocation& invocation);

/// The redirection.config by which several servers use the file; empty: none does, as far as is known.
std::string shared_by(const Invocation& invocation, const std::string& path);

/// Somebody who changes such a file may think of one server alone.
bool wants_consent_to_share(const std::string& shared_by, const engine::Selection& selection);

}  // namespace certlift::cli
