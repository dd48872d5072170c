#include "cli/fix_command.h"

#include "library/fix_command.h"

namespace certlift::cli {

std::string fix_command(const Invocation& invocation, const std::vector<std::string>& targets,
                        const std::vector<std::string>& more_risks) {
  const Options& options = invocation.options;
  std::string others;
  library::append_option(others, " --schema", {options.schema_dir});
  if (options.web_config) others += " --web-config";
  for (const server::PathMapping& mapping : options.mappings)
    library::append_option(others, " --map", {mapping.written()});
  library::append_option(others, " --baseline", {options.baseline});
  library::append_option(others, " --backup-dir", {options.backup_dir});
  // A target that was found by it is named itself.
  if (options.express && targets == options.targets) others += " --express";
  return library::fix_command(options.selection, more_risks, others, targets);
}

}  // namespace certlift::cli
