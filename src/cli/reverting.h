#pragma once

#include "apply/history.h"
#include "apply/transaction.h"
#include "base/result.h"
#include "cli/options.h"

#include <functional>
#include <string>

/// What undo and restore have in common.
namespace certlift::cli {

/// What both take besides their target and the ID.
void add_revert_options(CLI::App& command, Options& options);

/// A change that is ready to be made, and how to tell what came of it.
struct Ready {
  std::string id = {};             ///< of the backup that it is about; empty: there is none to undo
  std::string done = {};           ///< "reverted the change ..."
  std::string nothing_to_do = {};  ///< why nothing was written
  std::string path = {};           ///< the real file's
  std::string present = {};        ///< its bytes
  std::string bytes = {};          ///< and those that it gets
  bool is_target_gone = false;
  std::function<Result<apply::Outcome>()> make = {};

  bool changes() const { return is_target_gone || bytes != present; }
};

/// Tidies up after an interrupted run, gets the change of the one target ready, makes it, and reports what
/// came of it; with --dry-run shows what it would make instead. If another program has written the target in
/// between, it is got ready anew, about the same backup. A file that several servers share is not changed
/// without consent. `wanted`: the ID, as the command line names it. Returns the exit code.
Result<int> revert(const Invocation& invocation, const char* command, const std::string& wanted,
                   const std::function<Result<Ready>(const apply::Context&, const std::string& id)>& prepare);

/// Which changes count as the target's.
apply::Whose whose(const Options& options);

/// Errors: wrong_usage, if the word stands for standard input.
Result<void> require_file_name(const std::string& target);

}  // namespace certlift::cli
