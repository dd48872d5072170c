#pragma once

#include "base/result.h"
#include "cli/options.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace certlift::cli {

/// Something to work on.
struct Target {
  std::string path;                                        ///< as given, or as found below a directory given
  std::shared_ptr<const std::string> standard_input = {};  ///< what was read there, if this is `-`
  std::optional<Error> error = {};                         ///< why there is nothing to work on
  std::string shared_by = {};  ///< the redirection.config by which several servers use this file
};

/// The targets that the command line names: directories searched, each real file once. Errors:
/// wrong_usage, if there is none and this machine has no live configuration. What cannot be found or searched
/// is a target with an error, so that the others are dealt with.
Result<std::vector<Target>> find_targets(const Invocation& invocation);

/// The only one. Errors: wrong_usage, also if there are several.
Result<Target> find_one_target(const Invocation& invocation);

/// The redirection.config by which several servers use the file, after a warning that a change affects
/// them all; empty: there is none.
std::string look_who_shares(const Invocation& invocation, const std::string& path);

/// The bytes of a target.
Result<std::string> read_target(const Invocation& invocation, const Target& target);

/// How standard input is named.
inline constexpr const char* standard_input_name = "<stdin>";

}  // namespace certlift::cli
