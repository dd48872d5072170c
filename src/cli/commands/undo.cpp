#include "cli/commands/undo.h"

#include "apply/undo.h"
#include "cli/differences.h"
#include "cli/reverting.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

namespace certlift::cli {
namespace {

std::unexpected<Error> refuse(const apply::Undo& undo, const std::string& message) {
  return std::unexpected(Error{ErrorCode::changed,
                               message + "; edit the file by hand, or restore the whole backup",
                               undo.present.path});
}

/// The refusal, with the sections that both the change and another process since have changed.
Error overlap(const apply::Context& context, const apply::Undo& undo, const Result<Differences>& made,
              const Result<Differences>& since) {
  Error error = apply::undo(context, undo).error();
  if (!made || !since) return error;
  const Differences both = select(*since, Among::them, *made);
  if (!both.empty()) error.message += "; changed since: " + places_of(both);
  return error;
}

/// Lines put together can make nonsense of XML, and can move what was put
/// among them since. So what the change had not changed has to stay as it is, and what was not modified since
/// has to become what it was. Errors: changed, if it does not, if the file would be no XML any more and now
/// is, or if later edits stand in the way already.
Result<void> require_sound(const apply::Context& context, const apply::Undo& undo) {
  const auto made = differences_between(undo.before, undo.after);
  const auto since = differences_between(undo.after, undo.present.bytes);
  if (!undo.in_the_way.empty()) return std::unexpected(overlap(context, undo, made, since));
  const auto undone = differences_between(undo.present.bytes, undo.bytes);
  if (!undone && differences_between(undo.present.bytes, undo.present.bytes))
    return refuse(undo, "together with later edits, undoing the change would leave a file that is not XML (" +
                            undone.error().message + ")");
  const auto left = differences_between(undo.before, undo.bytes);
  if (!made || !since || !undone || !left) return {};
  Differences strange = select(*undone, Among::none_of_them, *made);
  std::ranges::move(select(select(*left, Among::none_of_them, *since), Among::them, *made),
                    std::back_inserter(strange));
  if (strange.empty()) return {};
  return refuse(undo, "together with later edits, undoing the change " + undo.backup.change.id +
                          " would make something new of " + places_of(strange));
}

Result<Ready> ready_to(const apply::Context& context, apply::Undo undo) {
  if (auto sound = require_sound(context, undo); !sound) return std::unexpected(sound.error());
  const std::string& change = undo.backup.change.id;
  return Ready{.id = change,
               .done = "reverted the change " + change,
               .nothing_to_do = "the change " + change + " is reverted already",
               .path = undo.present.path,
               .present = undo.present.bytes,
               .bytes = undo.bytes,
               .make = [&context, undo] { return apply::undo(context, undo); }};
}

Ready nothing_to_undo(const std::string& path) {
  return {.nothing_to_do = "no change is left to undo; name the ID of an undo to undo that one",
          .path = path,
          .make = [] { return Result<apply::Outcome>(); }};
}

/// `change`: its ID; empty: the last one in force that is no undo.
Result<int> run_undo(const Invocation& invocation, const std::string& change) {
  const std::string& path = invocation.options.targets.front();
  const apply::Whose which = whose(invocation.options);
  return revert(invocation, "undo", change,
                [&](const apply::Context& context, const std::string& id) -> Result<Ready> {
                  if (!id.empty()) {
                    auto undo = apply::prepare_undo(context.files, path, id, context.backup_dir, which);
                    return undo ? ready_to(context, std::move(*undo)) : std::unexpected(undo.error());
                  }
                  auto last = apply::prepare_last_undo(context.files, path, context.backup_dir, which);
                  if (!last) return std::unexpected(last.error());
                  return *last ? ready_to(context, std::move(**last)) : nothing_to_undo(path);
                });
}

}  // namespace

Run declare_undo(CLI::App& command, Options& options) {
  const auto change = std::make_shared<std::string>();
  add_one_target(command, options);
  command
      .add_option("ID", *change, "of the change; none: the last one that is not reverted and no undo itself")
      ->option_text(" ");
  add_revert_options(command, options);
  command.footer(
      "What was modified since stays. Where it overlaps the change, undo refuses and changes nothing.\n"
      "Without ID, run again and again, it undoes one change after the other, never an undo: when none\n"
      "is left there is nothing to do. A restore counts as a change. Name the ID of an undo to undo it.\n"
      "Examples:\n"
      "  certlift undo --dry-run applicationHost.config\n"
      "  certlift undo applicationHost.config\n"
      "  certlift undo applicationHost.config 20261122T083000Z-3f2a");
  return [change](const Invocation& invocation) { return run_undo(invocation, *change); };
}

}  // namespace certlift::cli
