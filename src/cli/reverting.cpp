#include "cli/reverting.h"

#include "apply/recovery.h"
#include "base/sha256.h"
#include "cli/again.h"
#include "cli/exit_code.h"
#include "cli/formats.h"
#include "cli/max_size.h"
#include "cli/revert_report.h"
#include "cli/settings.h"
#include "cli/shared_configuration.h"
#include "cli/shown_difference.h"
#include "cli/targets.h"
#include "cli/tell.h"
#include "iis/location.h"
#include "render/colour.h"
#include "render/report.h"
#include "render/wrap.h"
#include "server/live_config.h"

#include <algorithm>
#include <ostream>
#include <utility>

namespace certlift::cli {
namespace {

using Prepare = std::function<Result<Ready>(const std::string& id)>;

/// Names the configuration in the directory, if there is one.
Error directory_given(const Invocation& invocation, const std::string& path) {
  Error error{ErrorCode::unwritable, "this is a directory; name the file in it that was changed", path};
  const auto entries = invocation.world.files.list(path);
  if (!entries) return error;
  const auto found = std::ranges::find_if(*entries, [](const disk::DirectoryEntry& entry) {
    return iis::same_name(entry.name, server::host_config_name);
  });
  if (found != entries->end()) error.message += ": " + disk::join(path, found->name);
  return error;
}

Result<void> require_file(const Invocation& invocation, const std::string& path) {
  const auto info = invocation.world.files.info(path);
  if (!info || info->kind != disk::FileKind::directory) return {};
  return std::unexpected(directory_given(invocation, path));
}

/// What an interrupted run has left; a dry run only says so.
Result<apply::Recovered> recover(const Invocation& invocation, const std::string& path) {
  if (!invocation.options.dry_run) return apply::recover(invocation.context(), path);
  const auto left = apply::interrupted(invocation.context(), path);
  return left ? apply::Recovered{.notes = {*left}} : apply::Recovered();
}

Result<void> require_consent(const Invocation& invocation, const std::string& shared, const Ready& ready) {
  if (!ready.changes() || !wants_consent_to_share(shared, invocation.options.selection)) return {};
  return std::unexpected(Error{ErrorCode::unwritable,
                               shared +
                                   " makes every server that shares this file use it; to change it for "
                                   "all of them, --accept " +
                                   shared_configuration,
                               ready.path});
}

void fill(RevertReport& report, const Ready& ready) {
  report.id = ready.id;
  report.sha256_before = ready.is_target_gone ? "" : sha256(ready.present);
  report.sha256_after = report.sha256_before;
  if (!ready.changes()) report.nothing_to_do = ready.nothing_to_do;
}

/// The last one that was ready, also where it was not made in the end.
struct Tried {
  Ready ready = {};
  Result<apply::Outcome> outcome = {};
};

/// Makes it; a dry run only looks whether it could be made.
Result<apply::Outcome> make(const Invocation& invocation, const std::string& shared, const Ready& ready) {
  if (auto consent = require_consent(invocation, shared, ready); !consent)
    return std::unexpected(consent.error());
  return ready.changes() && !invocation.options.dry_run ? ready.make() : Result<apply::Outcome>();
}

/// `id`: of the change; empty: the one that `prepare` finds, which stays the same however often it is tried.
Tried make_with_retries(const Invocation& invocation, std::string id, const std::string& shared,
                        const Prepare& prepare) {
  const std::string& path = invocation.options.targets.front();
  Tried tried;
  for (int tries = 1;; ++tries) {
    auto ready = prepare(id);
    if (!ready) {
      tried.outcome = std::unexpected(ready.error());
      return tried;
    }
    tried.ready = std::move(*ready);
    tried.outcome = make(invocation, shared, tried.ready);
    if (tried.outcome) {
      if (tried.outcome->changed()) invocation.deeds.add(path, tried.ready.done, tried.outcome->id);
      return tried;
    }
    invocation.deeds.add(path, tried.outcome.error());
    if (tried.outcome.error().code != ErrorCode::changed) return tried;
    if (!may_try_again(invocation, path, tries)) {
      tried.outcome = std::unexpected(Error{ErrorCode::changed, kept_on_writing, path});
      return tried;
    }
    id = tried.ready.id;
  }
}

std::string kept_of(const Ready& ready, const apply::Outcome& outcome) {
  return ready.is_target_gone ? "; there was no file, so there is nothing to keep"
                              : "; the previous file is kept as backup " + outcome.id;
}

void print_text(const Invocation& invocation, const Tried& tried) {
  if (!tried.outcome || invocation.options.dry_run || invocation.options.verbosity == Verbosity::quiet)
    return;
  const Ready& ready = tried.ready;
  const std::string text = render::in_one_line(invocation.options.targets.front()) + ": " +
                           (ready.changes() ? ready.done + kept_of(ready, *tried.outcome)
                                            : "nothing to do: " + ready.nothing_to_do) +
                           "\n";
  invocation.world.out << render::wrapped(text, invocation.world.out_columns);
}

/// Also where it would be refused for want of consent.
void print_difference(const Invocation& invocation, const Ready& ready) {
  const std::string diff =
      shown_difference(invocation, invocation.options.targets.front(), ready.present, ready.bytes);
  invocation.world.out << render::coloured_diff(diff, invocation.colours());
}

void tell_dry_run(const Invocation& invocation, const Tried& tried) {
  if (invocation.options.format == Format::text) print_difference(invocation, tried.ready);
  if (!tried.outcome) return;
  const std::string note = tried.ready.changes() ? "this is a dry run: nothing was written"
                                                 : "nothing to do: " + tried.ready.nothing_to_do;
  tell_notes(invocation, invocation.options.targets.front(), std::vector{note});
}

/// Fills in what came of it, and returns the exit code.
int tell_outcome(const Invocation& invocation, const Tried& tried, RevertReport& report) {
  const bool was_ready = static_cast<bool>(tried.ready.make);
  if (was_ready) fill(report, tried.ready);
  if (was_ready && report.is_dry_run) tell_dry_run(invocation, tried);
  if (!tried.outcome) {
    report.error = tried.outcome.error();
    return tell(invocation, *report.error);
  }
  const apply::Outcome& outcome = *tried.outcome;
  tell_notes(invocation, report.path, outcome.notes);
  report.notes.insert(report.notes.end(), outcome.notes.begin(), outcome.notes.end());
  report.changed = tried.ready.changes();
  if (report.changed) report.sha256_after = sha256(tried.ready.bytes);
  if (!tried.ready.is_target_gone) report.backup = outcome.id;
  if (invocation.options.format == Format::text) print_text(invocation, tried);
  return exit_code::done;
}

int work(const Invocation& invocation, const std::string& id, const Prepare& prepare, RevertReport& report) {
  const auto is_file = require_file(invocation, report.path);
  const auto recovered = is_file ? recover(invocation, report.path) : std::unexpected(is_file.error());
  if (!recovered) {
    invocation.deeds.add(report.path, recovered.error());
    report.error = recovered.error();
    return tell(invocation, *report.error);
  }
  tell_notes(invocation, report.path, recovered->notes);
  report.notes = recovered->notes;
  const std::string shared = look_who_shares(invocation, report.path);
  Tried tried = make_with_retries(invocation, id, shared, prepare);
  if (recovered->has_put_back && !tried.outcome)
    invocation.deeds.add_put_back(report.path, tried.outcome.error());
  return tell_outcome(invocation, tried, report);
}

}  // namespace

void add_revert_options(CLI::App& command, Options& options) {
  add_moved(command, options);
  add_settings(command, options);
  add_consent_to_share(command, options);
  add_dry_run(command, options);
  add_backup_dir(command, options);
  add_keep(command, options);
  add_wait(command, options);
  add_max_size(command, options);
  add_data_format(command, options);
  add_color(command, options);
  add_verbosity(command, options);
}

Result<int> revert(
    const Invocation& invocation, const char* command, const std::string& wanted,
    const std::function<Result<Ready>(const apply::Context&, const std::string& id)>& prepare) {
  const Options& options = invocation.options;
  if (auto is_file = require_file_name(options.targets.front()); !is_file)
    return std::unexpected(is_file.error());
  RevertReport report{.command = command, .path = options.targets.front(), .is_dry_run = options.dry_run};
  const apply::Context context = invocation.context();
  const int code =
      work(invocation, wanted, [&](const std::string& id) { return prepare(context, id); }, report);
  if (options.format == Format::json)
    invocation.world.out << json_of(report, invocation.world.environment.host, code);
  return code;
}

apply::Whose whose(const Options& options) {
  return options.moved ? apply::Whose::and_moved : apply::Whose::its_own;
}

Result<void> require_file_name(const std::string& target) {
  if (target == "-")
    return wrong_usage("- is standard input, of which there are no backups; name the file that was changed");
  return {};
}

}  // namespace certlift::cli
