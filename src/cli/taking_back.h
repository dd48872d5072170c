#pragma once

#include "apply/transaction.h"
#include "base/result.h"
#include "cli/options.h"

#include <functional>
#include <string>
#include <string_view>

/// What undo and restore have in common.
namespace certlift::cli {

/// What came of it, and how to tell it.
struct TakenBack {
  apply::Outcome outcome;
  std::string done;           ///< "took back the change ..."
  std::string nothing_to_do;  ///< why nothing was written
};

/// Tidies up after an interrupted run, does the work on the one target, and tells what came of it. Returns
/// the exit code.
int take_back(const Invocation& invocation,
              const std::function<Result<TakenBack>(const apply::Context&, const Options&)>& work);

/// Lines put together can make nonsense of XML. Errors: changed, if `after` is no XML any more and `before`
/// was.
Result<void> require_sound(std::string_view before, std::string_view after, const std::string& path);

}  // namespace certlift::cli
