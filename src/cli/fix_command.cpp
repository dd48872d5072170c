#include "cli/fix_command.h"

#include "render/shell_word.h"

#include <algorithm>
#include <string_view>

namespace certlift::cli {
namespace {

void append(std::string& command, std::string_view option, const std::vector<std::string>& values) {
  for (const std::string& value : values)
    if (!value.empty()) command.append(option).append(" ").append(render::shell_word(value));
}

}  // namespace

std::string fix_command(const Invocation& invocation, const std::vector<std::string>& targets,
                        const std::vector<std::string>& more_risks) {
  const Options& options = invocation.options;
  std::string command = "certlift fix";
  append(command, " --accept", options.selection.accept);
  append(command, " --accept", more_risks);
  append(command, " --site", options.selection.sites);
  append(command, " --only", options.selection.only);
  append(command, " --skip", options.selection.skip);
  append(command, " --schema", {options.schema_dir});
  if (options.web_config) command += " --web-config";
  for (const server::PathMapping& mapping : options.mappings) append(command, " --map", {mapping.written()});
  append(command, " --baseline", {options.baseline});
  append(command, " --backup-dir", {options.backup_dir});
  // A target that was found by it is named itself.
  if (options.express && targets == options.targets) command += " --express";
  append(command, "", targets);
  return command;
}

}  // namespace certlift::cli
