#include "render/logs_report.h"

#include "diagnosis/reason.h"
#include "pipeline/status.h"
#include "render/mask.h"
#include "render/report.h"

#include <algorithm>
#include <utility>

namespace certlift::render {
namespace {

/// "no authentication module set a user", of "401.2".
std::string title_of_code(const logs::RequestKey& key) {
  const std::string code = key.sub_status == 0 ? std::to_string(key.status) + ".0" : key.code();
  const auto row = std::ranges::find(pipeline::statuses(), std::string_view(code), &pipeline::Status::code);
  return row == pipeline::statuses().end() ? std::string() : std::string(row->title);
}

class LogsPrinter {
 public:
  LogsPrinter(const LogsReport& report, Colours colours, Codes codes)
      : report_(report), colours_(colours), codes_(codes) {}

  std::string print() {
    std::string place;
    for (const AnswerGroup& group : report_.groups) {
      if (codes_ == Codes::telling && !is_telling(group)) continue;
      const std::string here = place_words(group);
      if (here != place) text_ += (text_.empty() ? "" : "\n") + coloured(here, Colour::bold, colours_) + "\n";
      place = here;
      add(group);
    }
    const std::string totals = totals_text(report_, codes_);
    return text_ + (text_.empty() || totals.empty() ? "" : "\n") + totals;
  }

 private:
  void say(const std::string& what) { text_ += "         " + what + "\n"; }

  void add(const AnswerGroup& group) {
    const logs::RequestGroup& seen = group.counted;
    const std::string code = in_one_line(group.key.code()), clients = clients_words(seen);
    text_ += "  " + coloured(code, group.is_fault() ? Colour::red : Colour::none, colours_) +
             std::string(code.size() < 7 ? 7 - code.size() : 1, ' ') + std::to_string(seen.count) +
             (seen.count == 1 ? " time" : " times") + win32_words(group.key) +
             (clients.empty() ? "" : ", " + clients) + "\n";
    const std::string title = meaning_of(group);
    if (!title.empty()) say(title);
    if (seen.first != 0)
      say("first " + logs::text_of_time(seen.first) + ", last " + logs::text_of_time(seen.last));
    if (seen.handshakes == seen.count)
      say("normal: each belongs to a handshake that succeeded right after (Windows, Basic or Digest)");
    else if (seen.handshakes > 0)
      say("normal, for a handshake succeeded right after: " + std::to_string(seen.handshakes) + " of them");
    if (group.cause) add(*group.cause);
  }

  static std::string win32_words(const logs::RequestKey& key) {
    if (key.win32 == 0) return {};
    const auto* const known = pipeline::error_number(std::to_string(key.win32));
    return " (win32 " + std::to_string(key.win32) +
           (known == nullptr ? "" : ", " + std::string(known->name)) + ")";
  }

  /// Of a 401.2 it is the reason; other answers can have reasons that are not in the configuration.
  void add(const engine::Finding& cause) {
    say(std::string(cause.rule == diagnosis::misplaced_rule ? "" : "a possible reason: ") +
        in_one_line(report_.config) + ":" + std::to_string(cause.position.line) + ":" +
        std::to_string(cause.position.column) + ": " + std::string(name_of(cause.severity)) + ": " +
        in_one_line(cause.message) + " [" + std::string(cause.rule) + "]");
    if (cause.fix)
      say("fix: " + in_one_line(cause.fix->title) + " (certlift diff shows it, certlift fix makes it)");
  }

  const LogsReport& report_;
  Colours colours_;
  Codes codes_;
  std::string text_;
};

}  // namespace

bool AnswerGroup::is_fault() const {
  if (counted.failures() == 0) return false;
  return is_suspicious || (cause && cause->severity != engine::Severity::note);
}

std::string place_words(const AnswerGroup& group) {
  std::string text =
      group.key.site == 0 ? "a site that is not known" : "site " + std::to_string(group.key.site);
  if (!group.site.empty()) text += " '" + in_one_line(group.site) + "'";
  if (!group.application.empty()) text += ", application " + in_one_line(group.application);
  return text;
}

std::string clients_words(const logs::RequestGroup& seen) {
  if (seen.clients.size() == 0) return {};
  const std::string at_least = seen.clients.is_full ? "at least " : "";
  const std::string got_in =
      seen.recovered.size() == 0 ? "none of them" : std::to_string(seen.recovered.size());
  return at_least + counted(seen.clients.size(), "client") + "; " + got_in + " got in afterwards";
}

bool is_telling(const AnswerGroup& group) {
  return group.is_suspicious || group.cause || !group.meaning.empty() ||
         (group.key.reason.empty() && !title_of_code(group.key).empty());
}

std::string meaning_of(const AnswerGroup& group) {
  return group.meaning.empty() ? title_of_code(group.key) : group.meaning;
}

std::string totals_text(const LogsReport& report, Codes codes) {
  std::uint64_t unreadable = 0;
  std::size_t cut = 0, files = 0;
  for (const LogReport& file : report.files) {
    files += file.error ? 0 : 1;
    unreadable += file.unreadable;
    cut += file.is_cut ? 1 : 0;
  }
  if (files == 0) return {};
  std::string text = counted(report.lines, "request") + " in " + counted(files, "file");
  const auto is_hidden = [](const AnswerGroup& group) { return !is_telling(group); };
  if (codes == Codes::telling && std::ranges::any_of(report.groups, is_hidden))
    text += "; answers that have nothing to do with client certificates are shown with -v";
  text += "\n";
  if (unreadable > 0) text += counted(unreadable, "line") + " could not be read\n";
  if (cut > 0) text += "the last line of " + counted(cut, "file") + " has no end, and was not counted\n";
  if (report.left_out > 0)
    text += counted(report.left_out, "request") + " with rare answers are not listed\n";
  if (report.lacks_sub_status)
    text +=
        "without sc-substatus nothing can be told of a 401 or 403; log the field (IIS Manager, Logging, "
        "Select Fields)\n";
  return text;
}

LogsReport masked(LogsReport report) {
  Mask with;
  for (AnswerGroup& group : report.groups)
    if (group.cause) group.cause->message = with.hide(group.cause->message);
  return report;
}

std::string logs_text(const LogsReport& report, Colours colours, Codes codes) {
  return LogsPrinter(report, colours, codes).print();
}

}  // namespace certlift::render
