#include "render/freb_page.h"

#include "render/report.h"
#include "render/shell_word.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace certlift::render {
namespace {

/// Logs of which a page has all; of more it would be slow to open.
constexpr std::size_t most_stories = 300;

Tone tone_of_log(const TraceReport& log) {
  return log.is_fault()                                     ? Tone::error
         : log.judgement.verdict == logs::Verdict::too_poor ? Tone::warning
                                                            : Tone::good;
}

std::string title_of(const TraceReport& log) {
  return log.path + ": " + (log.trace.head ? log.trace.head->url + ": " : "") + sentence_of(log);
}

Statement verdict_of(const FrebReport& report) {
  std::size_t read = 0, faults = 0;
  const engine::Finding* misplaced = nullptr;
  for (const TraceReport& log : report.logs) {
    read += log.error ? 0 : 1;
    if (log.error || !log.is_fault()) continue;
    ++faults;
    if (misplaced == nullptr && log.tie && log.tie->is_misplaced() && log.tie->cause)
      misplaced = &*log.tie->cause;
  }
  Statement said{faults > 0 ? Tone::error : Tone::good};
  said.sentences.push_back(counted(read, "log") + ", " + std::to_string(faults) +
                           (faults == 1 ? " of which shows a fault." : " of which show a fault."));
  if (misplaced != nullptr) {
    said.sentences.push_back("Line " + std::to_string(misplaced->position.line) + " of " + report.config +
                             " is the reason of " + (faults == 1 ? "it: " : "at least one: ") +
                             misplaced->message + ".");
    said.commands.push_back("certlift diff " + shell_word(report.config));
  } else if (faults > 0 && report.config.empty()) {
    said.sentences.emplace_back("To learn why, add --config applicationHost.config.");
  }
  return said;
}

Fold fold_of(const TraceReport& log) {
  Fold fold{.title = title_of(log), .tone = tone_of_log(log)};
  fold.badge = log.is_fault() ? "fault" : fold.tone == Tone::warning ? "not known" : "no fault";
  fold.lines = lines_of_text(freb_text({.logs = {log}}, Colours::off, Listing::stories));
  return fold;
}

void add_errors(const FrebReport& report, Page& page) {
  Items errors;
  for (const TraceReport& log : report.logs)
    if (log.error) errors.items.push_back(text_of(*log.error));
  if (errors.items.empty()) return;
  page.blocks.emplace_back(Heading{"Could not be read"});
  page.blocks.emplace_back(std::move(errors));
}

}  // namespace

Page freb_page(const FrebReport& report) {
  Page page{.title = page_title("freb", counted(report.logs.size(), "trace log"), report.host),
            .subtitle = "certlift " CERTLIFT_VERSION "; " +
                        (report.config.empty() ? "without a configuration" : "with " + report.config) +
                        ". Headers, cookies, tokens and bodies are never shown."};
  if (report.error) page.blocks.emplace_back(Statement{Tone::error, {text_of(*report.error)}});
  page.blocks.emplace_back(verdict_of(report));
  std::size_t stories = 0;
  for (const TraceGroup& group : groups_of(report.logs)) {
    page.blocks.emplace_back(Heading{group.title + ": " + counted(group.logs.size(), "log")});
    Items others;
    for (const TraceReport* log : group.logs)
      if (++stories <= most_stories)
        page.blocks.emplace_back(fold_of(*log));
      else
        others.items.push_back(title_of(*log));
    if (!others.items.empty()) page.blocks.emplace_back(std::move(others));
  }
  add_errors(report, page);
  return page;
}

}  // namespace certlift::render
