#pragma once

#include "apply/transaction.h"
#include "base/result.h"
#include "cli/options.h"

#include <functional>
#include <string>

/// What undo and restore have in common.
namespace certlift::cli {

/// A change that is ready to be made, and how to tell what came of it.
struct Ready {
  std::string id;             ///< of the backup that it is about
  std::string done;           ///< "took back the change ..."
  std::string nothing_to_do;  ///< why nothing was written
  std::function<Result<apply::Outcome>()> make;
};

/// Tidies up after an interrupted run, gets the change of the one target ready, makes it, and tells what came
/// of it. If somebody else has written the target in between, it is got ready anew, about the same backup.
/// Returns the exit code.
int take_back(const Invocation& invocation,
              const std::function<Result<Ready>(const apply::Context&, const std::string& id)>& prepare);

}  // namespace certlift::cli
