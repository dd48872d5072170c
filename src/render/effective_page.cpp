#include "render/effective_page.h"

#include "render/report.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace certlift::render {
namespace {

using iis::EffectiveSection;
using iis::SectionContent;

Table settings_of(const EffectiveReport& report, const SectionContent& content) {
  Table table{{"Attribute", "Value", "From"}};
  for (const iis::Setting& setting : content.settings)
    table.rows.push_back({{setting.name, shown_value(setting.value),
                           setting.origin ? place_words(report, *setting.origin) : "default"}});
  return table;
}

std::vector<std::string> entries_of(const EffectiveReport& report,
                                    const iis::EffectiveCollection& collection) {
  std::vector<std::string> entries;
  for (const iis::EffectiveEntry& entry : collection.entries) {
    entries.push_back(entry_words(entry) + ", " + place_words(report, entry.origin) +
                      (entry.duplicate ? ", duplicate key" : ""));
    for (const iis::EffectiveEntry& inner : entry.inner)
      entries.push_back("below it: " + entry_words(inner) + ", " + place_words(report, inner.origin));
  }
  return entries;
}

void add_collections(const EffectiveReport& report, const SectionContent& content, Page& page) {
  for (const iis::EffectiveCollection& collection : content.collections) {
    page.blocks.emplace_back(
        Paragraph{collection.name + (collection.entries.empty() ? ": no entries" : ":")});
    if (!collection.entries.empty()) page.blocks.emplace_back(Items{entries_of(report, collection)});
  }
}

Fold unread_fold(const EffectiveReport& report, const iis::UnreadSection& unread) {
  const bool is_kept_away = unread.why == iis::WhyUnread::not_inherited;
  Fold fold{.title = place_words(report, unread.origin) +
                     (is_kept_away ? ", because its location tag has inheritInChildApplications=\"false\""
                                   : ", where IIS does not read this section"),
            .tone = Tone::warning,
            .badge = is_kept_away ? "not inherited" : "not read"};
  for (const iis::Setting& setting : unread.content.settings)
    fold.items.push_back(setting.name + ": " + shown_value(setting.value));
  for (const iis::EffectiveCollection& collection : unread.content.collections)
    for (std::string& entry : entries_of(report, collection))
      fold.items.push_back(collection.name + ": " + std::move(entry));
  if (fold.items.empty()) fold.items.emplace_back("It holds nothing.");
  return fold;
}

void add_section(const EffectiveReport& report, const EffectiveSection& section, Page& page) {
  page.blocks.emplace_back(Heading{section.path});
  for (const iis::EffectiveFault& fault : section.faults)
    page.blocks.emplace_back(Statement{fault.kind == iis::ProblemKind::fault ? Tone::error : Tone::warning,
                                       {place_words(report, fault.origin) + ": " + fault.message}});
  if (!section.read)
    page.blocks.emplace_back(Paragraph{
        "IIS reads this section at the server and site levels only; the values here are inherited from "
        "there."});
  if (!section.content.settings.empty()) page.blocks.emplace_back(settings_of(report, section.content));
  add_collections(report, section.content, page);
  for (const iis::UnreadSection& unread : section.not_read)
    page.blocks.emplace_back(unread_fold(report, unread));
}

/// What is wrong, in a sentence.
Statement verdict_of(const EffectiveReport& report) {
  std::size_t faults = 0, unread = report.not_read.size();
  for (const EffectiveSection& section : report.sections) {
    faults += static_cast<std::size_t>(std::ranges::count_if(
        section.faults, [](const iis::EffectiveFault& f) { return f.kind == iis::ProblemKind::fault; }));
    unread +=
        static_cast<std::size_t>(std::ranges::count_if(section.not_read, [](const iis::UnreadSection& s) {
          return s.why != iis::WhyUnread::not_inherited;
        }));
  }
  if (faults > 0) return {Tone::error, {"IIS cannot read this: " + counted(faults, "error") + "."}};
  if (unread > 0)
    return {Tone::warning,
            {counted(unread, "section") + (unread == 1 ? " is" : " are") +
             " stored where IIS does not read " + (unread == 1 ? "it." : "them.")}};
  return {Tone::good, {"IIS can read all of it."}};
}

}  // namespace

Page effective_page(const EffectiveReport& report) {
  const std::string place = report.path.empty() ? "the server level" : report.path + " (" + report.kind + ")";
  Page page{
      .title = page_title("effective", report.path.empty() ? "the server level" : report.path, report.host),
      .subtitle = "certlift " CERTLIFT_VERSION "; " + report.file + ": effective values at " + place +
                  ", according to this file alone."};
  if (report.error) {
    page.blocks.emplace_back(Statement{Tone::error, {text_of(*report.error)}});
    return page;
  }
  page.blocks.emplace_back(verdict_of(report));
  for (const EffectiveSection& section : report.sections) add_section(report, section, page);
  if (report.not_read.empty()) return page;
  page.blocks.emplace_back(Heading{"Stored where IIS does not read it"});
  Items items;
  for (const iis::SectionNotRead& section : report.not_read)
    items.items.push_back(section.path + ", " + place_words(report, section.origin) +
                          "; IIS reads this section at " + section.read_at);
  page.blocks.emplace_back(std::move(items));
  return page;
}

}  // namespace certlift::render
