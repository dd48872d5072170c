#include "library/fix_command.h"

#include "render/shell_word.h"

namespace certlift::library {

void append_option(std::string& command, std::string_view option, const std::vector<std::string>& values) {
  for (const std::string& value : values)
    if (!value.empty()) command.append(option).append(" ").append(render::shell_word(value));
}

std::string fix_command(const engine::Selection& selection, const std::vector<std::string>& more_risks,
                        std::string_view others, const std::vector<std::string>& targets) {
  std::string command = "certlift fix";
  append_option(command, " --accept", selection.accept);
  append_option(command, " --accept", more_risks);
  append_option(command, " --site", selection.sites);
  append_option(command, " --only", selection.only);
  append_option(command, " --skip", selection.skip);
  command += others;
  append_option(command, "", targets);
  return command;
}

}  // namespace certlift::library
