#include "cli/command_restore.h"

#include "apply/backups.h"
#include "cli/taking_back.h"

#include <CLI/CLI.hpp>

namespace certlift::cli {

void declare_restore(CLI::App& command, Options& options) {
  add_one_target(command, options);
  command.add_option("ID", options.id, "of the backup, as certlift backups lists it")
      ->option_text(" ")
      ->required();
  command.add_flag("--force", options.force, "even if that loses later edits");
  add_backup_dir(command, options);
  add_verbosity(command, options);
  command.footer(
      "The file becomes what it was before the change, byte for byte. What is replaced is backed up\n"
      "first. To keep later edits, use undo.\n"
      "Example:\n"
      "  certlift restore applicationHost.config 20261122T083000Z-3f2a\n"
      "Exit code: 0 restored, 2 wrong command line, 3 a file cannot be read or written, 4 later edits\n"
      "  would be lost, or others were writing the file");
}

int run_restore(const Invocation& invocation) {
  return take_back(
      invocation, [](const apply::Context& context, const Options& options) -> Result<TakenBack> {
        const auto restoration =
            apply::prepare_restore(context.files, options.targets.front(), options.id, context.backup_dir);
        if (!restoration) return std::unexpected(restoration.error());
        auto outcome =
            apply::restore(context, *restoration, options.force ? apply::Force::yes : apply::Force::no);
        if (!outcome) return std::unexpected(outcome.error());
        const std::string& id = restoration->backup.change.id;
        return TakenBack{std::move(*outcome), "restored the backup " + id,
                         "the file is what the backup " + id + " holds"};
      });
}

}  // namespace certlift::cli
