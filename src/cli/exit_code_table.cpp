#include "cli/exit_code_table.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace certlift::cli {
namespace {

constexpr std::array general{
    Meaning{0, "nothing to do, or all done; notes do not count"},
    Meaning{1, "something is left: errors or warnings, with diff also the difference"},
    Meaning{2, "the command line is wrong"},
    Meaning{3,
            "a file cannot be read, understood or written, a backup is damaged or missing, or the output is "
            "lost"},
    Meaning{4, "a file is held or was modified by another process, or a plan is stale"},
    Meaning{5, "one of certlift's own checks has failed; nothing was written"},
    Meaning{130, "interrupted (Ctrl-C); standard error says what was changed"},
};

struct CommandMeaning {
  std::string_view command;
  int code;
  std::string_view text = {};  ///< empty: the general one
};

constexpr std::array by_command{
    CommandMeaning{"check", 0, "nothing found but notes"},
    CommandMeaning{"check", 1, "errors or warnings; with --exit-zero: never"},
    CommandMeaning{"check", 3, "a target cannot be read or understood"},
    CommandMeaning{"check", 4, "another process holds a target"},
    CommandMeaning{"diff", 0, "fix would change nothing, and leave no error or warning"},
    CommandMeaning{"diff", 1, "fix would change something, or leave an error or a warning"},
    CommandMeaning{"diff", 3, "a target cannot be read or understood"},
    CommandMeaning{"diff", 4, "another process holds a target"},
    CommandMeaning{"diff", 5},
    CommandMeaning{"fix", 0, "all done, or nothing to do"},
    CommandMeaning{"fix", 1, "an error or a warning is left: it needs consent, or requires your decision"},
    CommandMeaning{"fix", 3, "a target cannot be read, understood or written, or the output is lost"},
    CommandMeaning{"fix", 4, "another process holds a target, or kept on writing it"},
    CommandMeaning{"fix", 5},
    CommandMeaning{"plan", 0, "the plan was written, whether or not there is something to do"},
    CommandMeaning{"plan", 1, "it was, and leaves an error or a warning"},
    CommandMeaning{"plan", 3,
                   "a target cannot be read or understood, or the plan cannot be written: there is none"},
    CommandMeaning{"plan", 4, "another process holds a target: there is no plan"},
    CommandMeaning{"plan", 5},
    CommandMeaning{"apply", 0, "all done, or done before"},
    CommandMeaning{"apply", 3,
                   "the plan or a target cannot be read, understood or written, or the output is lost"},
    CommandMeaning{"apply", 4, "a target was modified since the plan was made, or another process holds it"},
    CommandMeaning{"apply", 5},
    CommandMeaning{"backups", 0, "all are intact, or there are none"},
    CommandMeaning{"backups", 3,
                   "a backup is damaged or missing, or cannot be read; or there is neither file nor backup"},
    CommandMeaning{"backups", 4, "another process holds a backup"},
    CommandMeaning{"undo", 0, "undone, or nothing to undo"},
    CommandMeaning{"undo", 3,
                   "a file cannot be read or written, or is shared without consent, or the output is lost"},
    CommandMeaning{"undo", 4,
                   "later edits overlap the change, or another process holds or kept on writing it"},
    CommandMeaning{"restore", 0, "restored, or nothing to restore"},
    CommandMeaning{"restore", 3,
                   "a file cannot be read or written, or is shared without consent, or the output is lost"},
    CommandMeaning{"restore", 4, "later edits would be lost, or another process holds or kept on writing it"},
    CommandMeaning{"effective", 0, "IIS can read all of it"},
    CommandMeaning{"effective", 1, "IIS cannot: two entries with one key, or the like"},
    CommandMeaning{"effective", 2, "the command line is wrong, or there is no such site"},
    CommandMeaning{"effective", 3, "the file cannot be read or understood"},
    CommandMeaning{"effective", 4, "another process holds the file"},
    CommandMeaning{
        "simulate", 0,
        "the request gets in; with --expect: it ends as expected; with --all: fix changes no answer"},
    CommandMeaning{"simulate", 1, "it does not, or that is not certain; with --all: fix changes an answer"},
    CommandMeaning{"simulate", 3, "the file or the certificate cannot be read or understood"},
    CommandMeaning{"simulate", 4, "another process holds the file"},
    CommandMeaning{"simulate", 5},
    CommandMeaning{"freb", 0, "no log shows a fault"},
    CommandMeaning{"freb", 1, "a log shows one: a request without a user, a failed logon, and the like"},
    CommandMeaning{"freb", 3,
                   "a file cannot be read, or is no trace log; or the configuration cannot be read"},
    CommandMeaning{"freb", 4, "another process holds a file"},
    CommandMeaning{"logs", 0, "no answer that client certificates can lead to, but for normal handshakes"},
    CommandMeaning{"logs", 1, "there are such answers: 401.2, 403.7, and the like"},
    CommandMeaning{"logs", 3,
                   "a file cannot be read, or is no request log; or the configuration cannot be read"},
    CommandMeaning{"logs", 4, "another process holds a file"},
    CommandMeaning{"history", 0, "nothing found but notes"},
    CommandMeaning{"history", 1, "errors or warnings; when they came in is said"},
    CommandMeaning{"history", 3, "the configuration or a copy cannot be read"},
    CommandMeaning{"history", 4, "another process holds a file"},
    CommandMeaning{"report", 0, "nothing is left to do on any host"},
    CommandMeaning{"report", 1, "something is left to do on a host, or one sent no report"},
    CommandMeaning{"report", 3, "a file cannot be read, or is no report; the others are in the report"},
    CommandMeaning{"report", 4, "another process holds a file"},
    CommandMeaning{"settings", 0, "printed"},
    CommandMeaning{"settings", 2, "the command line is wrong, or a setting"},
    CommandMeaning{"settings", 3, "the settings cannot be read, or the output is lost"},
    CommandMeaning{"rules", 0, "printed"},
    CommandMeaning{"rules", 3, "the output is lost"},
    CommandMeaning{"explain", 0, "printed"},
    CommandMeaning{"explain", 2, "the command line is wrong, or nothing has this id"},
    CommandMeaning{"explain", 3, "the output is lost"},
    CommandMeaning{"completions", 0, "printed"},
    CommandMeaning{"completions", 3, "the output is lost"},
    CommandMeaning{"dsc", 0, "done; of set: the target is in the desired state"},
    CommandMeaning{"dsc", 1, "of set: something is left that requires consent or a decision"},
    CommandMeaning{"dsc", 2, "the command line is wrong, or a property"},
    CommandMeaning{"dsc", 3, "the target cannot be read, understood or written"},
    CommandMeaning{"dsc", 4, "another process holds the target, or kept on writing it"},
    CommandMeaning{"dsc", 5},
    CommandMeaning{"install-event-source", 0, "registered, or removed"},
    CommandMeaning{"install-event-source", 2, "the command line is wrong, or this is not Windows"},
    CommandMeaning{"install-event-source", 3, "it needs an administrator"},
};

/// Whatever the command.
constexpr std::array everywhere{2, 130};

std::string_view general_text(int code) {
  return std::ranges::find(general, code, &Meaning::code)->text;
}

}  // namespace

std::span<const Meaning> exit_codes() {
  return general;
}

std::vector<Meaning> exit_codes_of(std::string_view command) {
  std::vector<Meaning> meanings;
  for (const CommandMeaning& row : by_command)
    if (row.command == command)
      meanings.push_back({row.code, row.text.empty() ? general_text(row.code) : row.text});
  for (const int code : everywhere)
    if (std::ranges::find(meanings, code, &Meaning::code) == meanings.end())
      meanings.push_back({code, general_text(code)});
  std::ranges::sort(meanings, {}, &Meaning::code);
  return meanings;
}

std::string exit_code_footer(std::string_view command) {
  std::string text = "Exit codes:";
  for (const Meaning& meaning : exit_codes_of(command)) {
    const std::string code = std::to_string(meaning.code);
    text += "\n  " + code + std::string(5 - code.size(), ' ') + std::string(meaning.text);
  }
  return text;
}

}  // namespace certlift::cli
