#pragma once

#include "base/result.h"
#include "engine/fix.h"
#include "iis/site_picture.h"
#include "pipeline/access_matrix.h"
#include "render/difference.h"
#include "render/run_sources.h"
#include "text/encoding.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What a run has to say, as values. Every report is made from these, and from nothing else.
namespace certlift::render {

enum class Command {
  check,
  diff,
  fix,
  plan,  ///< `applied` says what apply would do
  apply,
  try_apply,  ///< apply --dry-run
};

std::string_view name_of(Command command);
std::string_view name_of(engine::Severity severity);
std::string_view name_of(engine::Ignored::By by);
std::string_view name_of(ErrorCode code);  ///< "not_found", as the JSON report has it

/// How the text of a file is written down.
struct TextFacts {
  text::Encoding encoding = text::Encoding::utf8;
  text::Bom bom = text::Bom::absent;
  std::string line_end;
};

/// Which fix changes lines, and why.
struct HunkReason {
  std::string rule;
  std::string title;       ///< of the fix
  std::string message;     ///< of the finding
  std::size_t others = 0;  ///< findings that it fixes too
};

/// What reports with pictures show besides.
struct Illustration {
  std::vector<iis::SitePicture> before = {};  ///< of the first sites with the gravest findings
  std::vector<iis::SitePicture> after = {};   ///< the same, fixed; none: nothing is fixed
  std::vector<pipeline::SiteMatrix> matrix = {};
  std::vector<std::string> other_sites = {};  ///< with findings, but without a picture
  std::size_t silent_sites = 0;               ///< without any finding
  Difference difference = {};
  std::vector<std::vector<HunkReason>> reasons = {};  ///< by hunk
  bool has_secrets = false;                           ///< the difference shows passwords and keys
};

/// What came of one target.
struct TargetReport {
  std::string path;                     ///< as a person names it
  std::optional<TextFacts> facts = {};  ///< nothing: it was not read, or not understood
  std::string sha256_before = {};       ///< empty: not read
  std::string sha256_after = {};        ///< empty: nothing came of it
  bool changed = false;     ///< it was given new bytes; or would be, if the command writes nothing
  std::string backup = {};  ///< id of the backup that holds the original
  std::string backup_folder = {};
  std::string output = {};              ///< where the result went, if not to the target
  std::string nothing_to_do = {};       ///< why it was left alone, if not for lack of findings
  bool names_sites = true;              ///< false: there is no `<site>` in it
  std::vector<std::string> sites = {};  ///< that it names, if --site was given
  std::vector<engine::Outcome> outcomes =
      {};  ///< if the command writes nothing, `applied` says what would be
  std::vector<engine::Outcome> ignored =
      {};  ///< by a comment or a baseline: none of them is fixed, or counts
  /// Which answers the applied fixes change; nothing: the bytes stay as they are.
  std::optional<std::vector<pipeline::SiteMatrix>> effect = {};
  std::optional<Error> error = {};                        ///< its path may be that of another file
  std::shared_ptr<const Illustration> illustration = {};  ///< only for reports with pictures
  std::shared_ptr<const std::string> text = {};  ///< as read; only for reports that show places in it
};

struct Report {
  Command command;
  std::string host;
  std::string plan_id = {};      ///< that was made, or applied; empty: none
  std::string plan_file = {};    ///< of Command::plan: where it is; empty: it was printed
  std::string backup_dir = {};   ///< as given; empty: beside each target
  std::string fix_command = {};  ///< of check: the command that makes the fixes, to be copied
  int exit_code = 0;
  std::vector<TargetReport> targets = {};
  std::optional<Error> error = {};           ///< why there is no target at all: the plan
  std::optional<BaselineUse> baseline = {};  ///< nothing: there was none
  std::optional<SettingsUse> settings = {};  ///< nothing: there was no such file
};

/// The same with a marker in place of each secret in what is said and in names (see mask.h): a message that
/// quotes a value may quote an encrypted one.
std::vector<engine::Outcome> masked(std::vector<engine::Outcome> outcomes);

/// The command writes targets: what is `applied` has been done.
bool changes_targets(Command command);

/// Gives every finding that is left the place that it has in the new text, and the words: these name lines
/// too.
void show_as_left(TargetReport& report);

/// What the state of a target before the fixes is called: "Before", or "Now".
std::string_view before_word(Command command);

/// Whether it stands in the file after the command: all but what has been fixed, or went with it.
bool stands(const engine::Outcome& outcome, Command command);

/// Its message, and why it is refused or what its fix needs, in one line.
std::string full_message(const engine::Finding& finding, const engine::Selection& selection);

/// That, and below it the commands of the finding's remedy, a line each.
std::string message_with_remedy(const engine::Finding& finding, const engine::Selection& selection);

/// How the target is encoded, and its hashes; empty: it was not read.
std::string facts_of(const TargetReport& target);

/// `1 line`, `2 lines`
std::string counted(std::uint64_t count, std::string_view noun);

/// The text with `\n` and the like instead of its control characters: names may hold such, and they would end
/// the line or command the terminal.
std::string in_one_line(std::string_view text);

/// Why a hunk is changed, as it goes on behind "because": the finding, and how many more the fix is for.
std::string because_of(const HunkReason& reason);

/// A byte as two hexadecimal digits.
std::string hexadecimal(char byte);

/// `FILE:LINE:COL: MESSAGE` in one line, as far as the place is known.
std::string text_of(const Error& error);

}  // namespace certlift::render
