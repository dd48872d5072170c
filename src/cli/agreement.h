#pragma once

#include "base/result.h"
#include "cli/options.h"
#include "engine/fix.h"

namespace certlift::cli {

/// Whether the person at the terminal is asked before something is changed.
enum class Asking {
  never,
  once,  ///< about all that would be made of a file
  each,  ///< about each fix, also those that need consent: yes to one of them is the consent, for that one
};

/// What of a repair is to be made: what the user agrees to, who is shown it before. Nothing may be, and where
/// the input ends instead of an answer, nothing is. Errors: law_broken.
Result<engine::Repair> agreed(const Invocation& invocation, engine::Repair repair, Asking asking);

}  // namespace certlift::cli
