#include "cli/commands/restore.h"

#include "apply/restore.h"
#include "cli/differences.h"
#include "cli/reverting.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <utility>

namespace certlift::cli {
namespace {

struct RestoreOptions {
  std::string id = {};  ///< of the backup
  bool force = false;   ///< even if later edits are lost
};

/// Says what would be lost as well, if the file as it was after the change is still kept.
Error refusal_of(const apply::Context& context, const apply::Restoration& restoration) {
  Error error = apply::restore(context, restoration, apply::Force::no).error();
  const apply::Backup& backup = restoration.backup;
  const auto after = apply::read_stored(context.files, backup.result, backup.change.sha256_after);
  const auto lost =
      after ? differences_between(*after, restoration.present.bytes) : std::unexpected(after.error());
  if (lost)
    error.message += lost->empty() ? "; only how the file is written has changed since"
                                   : "; changed since: " + places_of(*lost);
  return error;
}

Result<int> run_restore(const Invocation& invocation, const RestoreOptions& own) {
  const Options& options = invocation.options;
  return revert(invocation, "restore", own.id,
                [&](const apply::Context& context, const std::string& id) -> Result<Ready> {
                  auto restoration = apply::prepare_restore(context.files, options.targets.front(), id,
                                                            context.backup_dir, whose(options));
                  if (!restoration) return std::unexpected(restoration.error());
                  if (restoration->later_edits == apply::LaterEdits::would_be_lost && !own.force)
                    return std::unexpected(refusal_of(context, *restoration));
                  const auto force = own.force ? apply::Force::yes : apply::Force::no;
                  return Ready{.id = id,
                               .done = "restored the backup " + id,
                               .nothing_to_do = "the file is what the backup " + id + " holds",
                               .path = restoration->present.path,
                               .present = restoration->present.bytes,
                               .bytes = restoration->bytes,
                               .is_target_gone = restoration->is_target_gone(),
                               .make = [&context, force, restoration = *restoration] {
                                 return apply::restore(context, restoration, force);
                               }};
                });
}

}  // namespace

Run declare_restore(CLI::App& command, Options& options) {
  const auto own = std::make_shared<RestoreOptions>();
  add_one_target(command, options);
  command.add_option("ID", own->id, "of the backup, as certlift backups lists it")
      ->option_text(" ")
      ->required();
  command.add_flag("--force", own->force, "even if that loses later edits");
  add_revert_options(command, options);
  command.footer(
      "The file becomes what it was before the change, byte for byte. What is replaced is backed up\n"
      "first. A file that is gone is made anew. To keep later edits, use undo.\n"
      "Example:\n"
      "  certlift restore applicationHost.config 20261122T083000Z-3f2a");
  return [own](const Invocation& invocation) { return run_restore(invocation, *own); };
}

}  // namespace certlift::cli
