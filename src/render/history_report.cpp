#include "render/history_report.h"

#include "render/json_report.h"
#include "render/mask.h"
#include "render/report.h"

#include <utility>

namespace certlift::render {
namespace {

std::string words_of(const CopyReport& copy) {
  return in_one_line(copy.name) + (copy.time.empty() ? "" : " (" + copy.time + ")");
}

std::string since_words(const HistoryReport& report, const FindingHistory& history) {
  if (!history.first_in)
    return report.copies.empty() ? "there is no copy to tell since when"
                                 : "newer than all copies; the newest is " + words_of(report.copies.back());
  const std::string first = words_of(report.copies[*history.first_in]);
  if (!history.last_without) return "in all copies; the oldest is " + first;
  return "came in with " + first + "; " + words_of(report.copies[*history.last_without]) +
         " does not have it";
}

nlohmann::ordered_json name_or_null(const HistoryReport& report, std::optional<std::size_t> copy) {
  return copy ? nlohmann::ordered_json(report.copies[*copy].name) : nlohmann::ordered_json(nullptr);
}

nlohmann::ordered_json time_or_null(const std::string& time) {
  return time.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(time);
}

nlohmann::ordered_json json_of_copy(const CopyReport& copy) {
  return {{"name", copy.name},
          {"path", copy.path},
          {"time", time_or_null(copy.time)},
          {"error", copy.error ? render::json_of(*copy.error) : nlohmann::ordered_json(nullptr)}};
}

}  // namespace

HistoryReport masked(HistoryReport report) {
  Mask with;
  for (FindingHistory& history : report.findings)
    history.finding.message = with.hide(history.finding.message);
  return report;
}

std::string history_text(const HistoryReport& report, Colours colours, Copies copies) {
  std::string text;
  for (const FindingHistory& history : report.findings) {
    const engine::Finding& finding = history.finding;
    text += in_one_line(report.file) + ":" + std::to_string(finding.position.line) + ":" +
            std::to_string(finding.position.column) + ": " + std::string(name_of(finding.severity)) + ": " +
            in_one_line(finding.message) + " [" + std::string(finding.rule) + "]\n";
    text += "  " + coloured(since_words(report, history), Colour::bold, colours) + "\n";
    for (const std::string& difference : history.differences) text += "    " + in_one_line(difference) + "\n";
  }
  if (report.findings.empty()) text += in_one_line(report.file) + ": nothing found\n";
  const std::size_t unread = report.unread.size();
  text += "\n" + std::to_string(report.copies.size()) + (report.copies.size() == 1 ? " copy" : " copies") +
          " read";
  if (report.identical > 0)
    text += ", " + std::to_string(report.identical) + " of them the same as the one before";
  if (unread > 0) text += "; " + std::to_string(unread) + " could not be read";
  text += "\n";
  if (copies == Copies::listed)
    for (const CopyReport& copy : report.copies)
      text += "  " + words_of(copy) + ": " + in_one_line(copy.path) + "\n";
  return text;
}

std::string history_json(const HistoryReport& report) {
  nlohmann::ordered_json document = document_head("history", report.host, report.exit_code);
  document["file"] = report.file;
  document["error"] = report.error ? render::json_of(*report.error) : nlohmann::ordered_json(nullptr);
  document["copies"] = nlohmann::ordered_json::array();
  for (const auto* list : {&report.copies, &report.unread})
    for (const CopyReport& copy : *list) document["copies"].push_back(json_of_copy(copy));
  document["findings"] = nlohmann::ordered_json::array();
  for (const FindingHistory& history : report.findings)
    document["findings"].push_back(
        {{"rule", history.finding.rule},
         {"severity", name_of(history.finding.severity)},
         {"line", history.finding.position.line},
         {"location", history.finding.location},
         {"message", history.finding.message},
         {"first_in", name_or_null(report, history.first_in)},
         {"time", history.first_in ? time_or_null(report.copies[*history.first_in].time)
                                   : nlohmann::ordered_json(nullptr)},
         {"last_without", name_or_null(report, history.last_without)},
         {"differences", history.differences}});
  return text_of(document);
}

}  // namespace certlift::render
