#include "render/logs_page.h"

#include "render/report.h"
#include "render/shell_word.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace certlift::render {
namespace {

std::string cause_words(const LogsReport& report, const AnswerGroup& group) {
  if (!group.cause) return {};
  return report.config + ":" + std::to_string(group.cause->position.line) + ": " + group.cause->message +
         " [" + std::string(group.cause->rule) + "]";
}

std::string handshake_words(const logs::RequestGroup& seen) {
  if (seen.handshakes == 0) return {};
  return "; " + std::to_string(seen.handshakes) +
         " of them normal: a handshake succeeded right after (Windows, Basic or Digest)";
}

Row row_of(const LogsReport& report, const AnswerGroup& group) {
  const logs::RequestGroup& seen = group.counted;
  return {.cells = {group.key.code(), std::to_string(seen.count), meaning_of(group) + handshake_words(seen),
                    clients_words(seen), seen.first == 0 ? "" : logs::text_of_time(seen.first),
                    seen.last == 0 ? "" : logs::text_of_time(seen.last), cause_words(report, group)},
          .tone = group.is_fault() ? Tone::error : Tone::plain};
}

Statement verdict_of(const LogsReport& report) {
  std::uint64_t failures = 0;
  const AnswerGroup* explained = nullptr;
  for (const AnswerGroup& group : report.groups) {
    if (!group.is_fault()) continue;
    failures += group.counted.failures();
    if (explained == nullptr && group.cause) explained = &group;
  }
  if (failures == 0)
    return {Tone::good, {"No answer that client certificates can lead to, but for normal handshakes."}};
  Statement said{Tone::error, {counted(failures, "answer") + " that client certificates can lead to."}};
  if (explained != nullptr) {
    said.sentences.push_back("What can explain " + std::string(failures == 1 ? "it" : "some of them") + ": " +
                             cause_words(report, *explained) + ".");
    said.commands.push_back("certlift diff " + shell_word(report.config));
  } else if (report.config.empty()) {
    said.sentences.emplace_back("To learn which finding explains them, add --config applicationHost.config.");
  }
  return said;
}

}  // namespace

Page logs_page(const LogsReport& report, Codes codes) {
  Page page{.title = page_title("logs", counted(report.files.size(), "file"), report.host),
            .subtitle = "certlift " CERTLIFT_VERSION "; " +
                        (report.config.empty() ? "without a configuration" : "with " + report.config) +
                        ". Queries, cookies and user names are never shown."};
  if (report.error) page.blocks.emplace_back(Statement{Tone::error, {text_of(*report.error)}});
  page.blocks.emplace_back(verdict_of(report));
  std::string place;
  Table table;
  const auto close = [&] {
    if (!table.rows.empty()) page.blocks.emplace_back(std::exchange(table, {}));
  };
  for (const AnswerGroup& group : report.groups) {
    if (codes == Codes::telling && !is_telling(group)) continue;
    const std::string here = place_words(group);
    if (here != place) {
      close();
      page.blocks.emplace_back(Heading{here});
      table.head = {"Answer", "Times", "Meaning", "Clients", "First", "Last", "Possible reason"};
      place = here;
    }
    table.rows.push_back(row_of(report, group));
  }
  close();
  page.blocks.emplace_back(Heading{"What was read"});
  Items read{lines_of_text(totals_text(report, codes))};
  for (const LogReport& file : report.files)
    if (file.error) read.items.push_back(text_of(*file.error));
  page.blocks.emplace_back(std::move(read));
  return page;
}

}  // namespace certlift::render
