#include "cli/command_undo.h"

#include "apply/recovery.h"
#include "apply/undo.h"
#include "cli/taking_back.h"

#include <CLI/CLI.hpp>

namespace certlift::cli {

void declare_undo(CLI::App& command, Options& options) {
  add_one_target(command, options);
  command.add_option("ID", options.id, "of the change; none: the last one")->option_text(" ");
  add_backup_dir(command, options);
  add_verbosity(command, options);
  command.footer(
      "What others have changed since stays. Where that meets the change, nothing is done at all.\n"
      "Examples:\n"
      "  certlift undo applicationHost.config\n"
      "  certlift undo applicationHost.config 20261122T083000Z-3f2a\n"
      "Exit code: 0 taken back, or not in force, 2 wrong command line, 3 a file cannot be read or\n"
      "  written, 4 later edits stand in the way, or others were writing the file");
}

int run_undo(const Invocation& invocation) {
  return take_back(
      invocation, [](const apply::Context& context, const Options& options) -> Result<TakenBack> {
        const std::string& target = options.targets.front();
        const auto undo = apply::prepare_undo(context.files, target, options.id, context.backup_dir);
        if (!undo) return std::unexpected(undo.error());
        if (auto sound = require_sound(undo->present.bytes, undo->bytes, target); !sound)
          return std::unexpected(sound.error());
        auto outcome = apply::undo(context, *undo);
        if (!outcome) return std::unexpected(outcome.error());
        const std::string& id = undo->backup.change.id;
        return TakenBack{std::move(*outcome), "took back the change " + id,
                         "the change " + id + " is not in force"};
      });
}

}  // namespace certlift::cli
