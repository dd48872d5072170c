#include "cli/command_diff.h"

#include "cli/max_size.h"
#include "cli/parallel.h"
#include "cli/session.h"
#include "cli/tell.h"
#include "render/unified_diff.h"

#include <CLI/CLI.hpp>

#include <ostream>
#include <utility>

namespace certlift::cli {
namespace {

struct Difference {
  render::TargetReport report;
  std::string diff = {};
};

/// The lines that the edits touch; after several rounds there are no edits that lead the whole way.
std::vector<text::LineChange> changes_of(const Work& work) {
  const std::string_view before = work.before.text, after = work.repair.text;
  if (work.repair.edits) return text::changed_lines(before, after, *work.repair.edits);
  return text::diff_lines(text::split_lines(before), text::split_lines(after));
}

/// UTF-8 is shown as it stands in the file, so that `patch` finds it there.
std::string diff_of(const Work& work, const std::string& path, render::Secrets secrets) {
  const auto changes = changes_of(work);
  if (work.before.encoding == text::Encoding::utf8)
    return render::unified_diff(path, work.bytes, work.new_bytes, secrets, changes);
  const std::string diff = render::unified_diff(path, work.before.text, work.repair.text, secrets, changes);
  if (diff.empty()) return diff;
  return "# " + render::in_one_line(path) + " is " + std::string(text::name_of(work.before.encoding)) +
         ", shown here in utf-8: this diff cannot be applied.\n" + diff;
}

Difference compare(const Invocation& invocation, const Target& target) {
  auto bytes = read_target(invocation, target);
  if (!bytes) return {failed(target.path, bytes.error())};
  const auto work = work_on(invocation, std::move(*bytes), target.path);
  if (!work) return {failed(target.path, work.error())};
  Difference difference{report_of(invocation, *work, target.path)};
  if (invocation.options.format == Format::text)
    difference.diff =
        diff_of(*work, target.path,
                invocation.options.show_secrets ? render::Secrets::shown : render::Secrets::masked);
  return difference;
}

}  // namespace

void declare_diff(CLI::App& command, Options& options) {
  add_targets(command, options);
  add_selection(command, options);
  add_schema(command, options);
  add_report_format(command, options);
  add_show_secrets(command, options);
  add_color(command, options);
  add_verbosity(command, options);
  add_jobs(command, options);
  add_wait(command, options);
  add_max_size(command, options);
  command.footer(
      "The difference goes to standard output, and what fix would leave as it is to standard error.\n"
      "Examples:\n"
      "  certlift diff applicationHost.config\n"
      "  certlift diff --accept widens-access --show-secrets applicationHost.config > change.patch\n"
      "Exit code: 0 fix would change nothing and leave nothing, 1 it would, 2 wrong command line,\n"
      "  3 a target cannot be read or understood, 5 a check of certlift's own has failed");
}

int run_diff(const Invocation& invocation) {
  const std::vector<Target> targets = find_targets(invocation);
  require_known_sites(invocation, targets);
  tell_interrupted(invocation, targets);
  const auto differences = in_parallel(targets, jobs_of(invocation), [&](const Target& target) {
    return with_memory_for(target.path, [&] { return compare(invocation, target); });
  });
  render::Report report = report_for(invocation, render::Command::diff);
  for (const Difference& difference : differences) {
    invocation.world.out << render::coloured_diff(difference.diff, invocation.colours());
    report.targets.push_back(difference.report);
  }
  return tell(invocation, report, invocation.world.err);
}

}  // namespace certlift::cli
