#include "render/freb_report.h"

#include "render/mask.h"
#include "render/report.h"

#include <algorithm>
#include <map>
#include <utility>

namespace certlift::render {
namespace {

using logs::Verdict;

constexpr std::size_t module_width = 42;

std::string in_column(std::string text, std::size_t width) {
  return text + std::string(width > text.size() ? width - text.size() : 1, ' ');
}

std::string_view title_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::no_user_set:
      return "no module set a user";
    case Verdict::user_set:
      return "a module set the user";
    case Verdict::anonymous:
      return "the anonymous user";
    case Verdict::logon_failed:
      return "the logon failed";
    case Verdict::denied_by_access_flags:
      return "denied for lack of SSL or of a valid certificate";
    case Verdict::configuration_broken:
      return "the configuration cannot be read";
    case Verdict::not_reached:
      return "ended before authentication";
    default:
      return "the log does not tell";
  }
}

Colour colour_of(const TraceReport& log) {
  return log.is_fault()                               ? Colour::red
         : log.judgement.verdict == Verdict::too_poor ? Colour::yellow
                                                      : Colour::green;
}

/// What the log shows besides the verdict.
class Story {
 public:
  Story(const TraceReport& log, Colours colours) : log_(log), colours_(colours) {}

  std::string tell() {
    const logs::Trace& trace = log_.trace;
    text_ = in_one_line(log_.path) + ": ";
    if (trace.head)
      text_ += in_one_line(trace.head->verb) + " " + in_one_line(trace.head->url) + ", site " +
               std::to_string(trace.head->site_id) + ": " + in_one_line(trace.head->status) + "\n";
    else
      text_ += "a part of a trace\n";
    text_ += "  " + coloured(sentence_of(log_), colour_of(log_), colours_) + "\n";
    add_setup();
    add_later_error();
    if (log_.judgement.verdict == Verdict::too_poor) add_advice();
    if (log_.tie) add_tie(*log_.tie);
    for (const logs::AuthenticateStage& stage : trace.stages) add_stage(stage);
    if (trace.stages_left_out > 0) say("and " + counted(trace.stages_left_out, "child request") + " more");
    return std::move(text_);
  }

 private:
  void say(const std::string& what) { text_ += "  " + what + "\n"; }

  void add_setup() {
    const logs::Judgement& judgement = log_.judgement;
    if (judgement.verdict != Verdict::no_user_set) return;
    if (judgement.is_certificate_setup == true)
      say("this is a certificate set-up: the module that maps certificates was called, and the answer asks "
          "for "
          "no password");
    if (judgement.lacks_mapping_module)
      say("IISCertificateMappingAuthenticationModule was not called: it is not installed, or not in "
          "<modules>");
    if (judgement.is_first_leg == true)
      say("WWW-Authenticate was set by " + in_one_line(log_.trace.challenges.front()) +
          "; without that the client cannot know how to authenticate");
    if (!judgement.is_first_leg)
      say("the end of the log is missing: whether the answer asks the client to authenticate is not known");
    if (!log_.tie && judgement.is_certificate_setup == true)
      say("why: certlift freb " + in_one_line(log_.path) + " --config applicationHost.config");
  }

  /// An error that came although there was a user.
  void add_later_error() {
    const auto& error = log_.trace.first_error;
    const bool has_user =
        log_.judgement.verdict == Verdict::user_set || log_.judgement.verdict == Verdict::anonymous;
    if (has_user && error)
      say("later " + in_one_line(error->module) + " answered " + error->code() +
          ": not for lack of authentication");
  }

  void add_advice() {
    if (log_.trace.is_whole() || log_.trace.was_truncated)
      say("set a rule for the status codes 401,403,413,500 with the areas Authentication, Security and "
          "RequestNotifications, verbosity Verbose" +
          std::string(log_.trace.was_truncated ? ", and raise maxLogFileSizeKB" : ""));
  }

  void add_tie(const diagnosis::TraceTie& tie) {
    if (!tie.site.empty())
      say("site '" + in_one_line(tie.site) + "'" +
          (tie.application.empty() ? "" : ", application " + in_one_line(tie.application)));
    if (tie.cause) {
      const engine::Finding& cause = *tie.cause;
      say(std::string(tie.is_misplaced() ? "" : "a possible reason: ") + in_one_line(tie.file) + ":" +
          std::to_string(cause.position.line) + ":" + std::to_string(cause.position.column) + ": " +
          std::string(name_of(cause.severity)) + ": " + in_one_line(cause.message) + " [" +
          std::string(cause.rule) + "]");
      if (cause.fix)
        say("fix: " + in_one_line(cause.fix->title) + " (certlift diff shows it, certlift fix makes it)");
    }
    if (!tie.reasons.empty()) text_ += "\n  reasons of a 401.2, the most likely first:\n";
    for (const diagnosis::Reason& reason : tie.reasons) add(reason);
    for (const std::string& note : tie.notes) say("note: " + in_one_line(note));
  }

  void add(const diagnosis::Reason& reason) {
    using diagnosis::Decision;
    const std::string answer = reason.decision == Decision::applies          ? "yes"
                               : reason.decision == Decision::does_not_apply ? "no"
                                                                             : "not known";
    text_ += "    " + in_column(answer, 11) + reason.what;
    if (reason.place.line != 0 && reason.decision != Decision::does_not_apply)
      text_ += "  " + in_one_line(reason.place.file) + ":" + std::to_string(reason.place.line);
    text_ += "\n";
    if (!reason.settle_with.empty())
      text_ += "               to decide: " + in_one_line(reason.settle_with) + "\n";
  }

  void add_stage(const logs::AuthenticateStage& stage) {
    if (stage.calls.empty()) return;
    text_ += "\n  " +
             (stage.level == 0 ? "authentication, module by module:"
                               : "again, of the child request " + in_one_line(stage.url) + ":") +
             "\n";
    bool had_user = false, has_looked = false;
    for (const logs::ModuleCall& call : stage.calls) {
      text_ += "    " + in_column(in_one_line(call.module), module_width) + words_of(call, had_user) + "\n";
      had_user = had_user || call.deed == logs::Deed::set_user;
      has_looked = has_looked || call.deed == logs::Deed::looked;
    }
    if (stage.left_out > 0) text_ += "    and " + counted(stage.left_out, "call") + " more\n";
    if (has_looked && stage.level == 0)
      say("(Whether a module that set no user is off, or on without anything it could use, no trace tells.)");
  }

  const TraceReport& log_;
  Colours colours_;
  std::string text_;
};

std::string group_title(const TraceReport& log) {
  std::string title(title_of(log.judgement.verdict));
  if (log.trace.head) title += ", site " + std::to_string(log.trace.head->site_id);
  if (log.tie && !log.tie->site.empty())
    title += " '" + in_one_line(log.tie->site) + "'" +
             (log.tie->application.empty() ? "" : ", application " + in_one_line(log.tie->application));
  return title;
}

std::string lines_of(const FrebReport& report, Colours colours) {
  std::string text;
  for (const TraceGroup& group : groups_of(report.logs)) {
    text += (text.empty() ? "" : "\n") + coloured(group.title, Colour::bold, colours) + ": " +
            counted(group.logs.size(), "log") + "\n";
    for (const TraceReport* log : group.logs) {
      const std::string url = log->trace.head ? in_one_line(log->trace.head->url) + ": " : "";
      text += "  " + in_one_line(log->path) + ": " + url +
              coloured(sentence_of(*log), colour_of(*log), colours) + "\n";
    }
  }
  return text.empty() ? text : text + "\nAll of a log is shown if it is the only one, or with -v.\n";
}

}  // namespace

std::vector<TraceGroup> groups_of(const std::vector<TraceReport>& logs) {
  std::vector<TraceGroup> groups;
  std::map<std::string, std::size_t> by_title;
  for (const TraceReport& log : logs) {
    if (log.error) continue;
    const auto [entry, is_new] = by_title.try_emplace(group_title(log), groups.size());
    if (is_new) groups.push_back({.title = entry->first});
    groups[entry->second].logs.push_back(&log);
  }
  std::ranges::stable_sort(groups, std::ranges::greater(), [](const TraceGroup& g) { return g.logs.size(); });
  return groups;
}

FrebReport masked(FrebReport report) {
  Mask with;
  for (TraceReport& log : report.logs)
    if (log.tie && log.tie->cause) log.tie->cause->message = with.hide(log.tie->cause->message);
  return report;
}

std::string freb_text(const FrebReport& report, Colours colours, Listing listing) {
  const bool is_short = report.logs.size() > 1 && listing == Listing::lines;
  if (is_short) return lines_of(report, colours);
  std::string text;
  for (const TraceReport& log : report.logs)
    if (!log.error) text += (text.empty() ? "" : "\n") + Story(log, colours).tell();
  return text;
}

}  // namespace certlift::render
