#include "baseline/baseline.h"
#include "baseline/identity.h"
#include "engine/registry.h"
#include "property/emit.h"
#include "property/generate.h"
#include "property/run.h"
#include "support/run_engine.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

/// Whatever is ignored in whatever configuration, fix changes nothing of it.
namespace certlift::property {
namespace {

std::vector<engine::Finding> found_in(const std::string& text, const engine::Search& search) {
  auto reading = engine::read(text, "", search);
  RC_ASSERT(reading.has_value());
  std::vector<engine::Finding> findings;
  baseline::Identities identities(**reading);
  for (const engine::SharedFinding& finding : (*reading)->findings) {
    findings.push_back(*finding);
    findings.back().identity = identities.of(*finding);
  }
  return findings;
}

/// Those of `findings` that a bit of `which` is for.
std::vector<engine::Finding> some_of(const std::vector<engine::Finding>& findings, std::uint32_t which) {
  std::vector<engine::Finding> chosen;
  for (std::size_t i = 0; i < findings.size(); ++i)
    if ((which >> (i % 32) & 1U) != 0) chosen.push_back(findings[i]);
  return chosen;
}

std::size_t times_in(std::string_view text, std::string_view part) {
  std::size_t times = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++times;
  return times;
}

/// Fixes, and makes sure that each element at which something is ignored is there to the byte afterwards.
engine::Repair fixed_but_for_ignored(const std::string& text, const engine::Search& search) {
  auto repair = engine::fix(text, "", search);
  if (!repair) RC_FAIL(repair.error().message + "\n" + text);
  std::map<std::string_view, std::set<std::size_t>> kept;
  for (const engine::Outcome& outcome : repair->outcomes) {
    if (!outcome.finding->ignored) continue;
    RC_ASSERT(!outcome.applied);
    const xml::Element element = repair->before->document.element_at(outcome.finding->offset);
    RC_ASSERT(static_cast<bool>(element));
    kept[element.span().of(repair->before->text())].insert(outcome.finding->offset);
  }
  for (const auto& [part, places] : kept)
    if (times_in(repair->after->text(), part) < places.size())
      RC_FAIL("changed though it is ignored: " + std::string(part) + "\n" + text);
  return std::move(*repair);
}

RC_GTEST_PROP(Property, WhatABaselineKnowsIsNeverChanged,
              (const Config& config, const RandomConsent& consent, std::uint32_t which)) {
  const std::string text = emit(config, Style{}).text;
  engine::Search search{engine::registry(), {.accept = consent.risks}, surroundings};
  const auto known = baseline::entries_of(some_of(found_in(text, search), which));
  search.recognise = [&](const engine::Reading& reading, const engine::NewFindings& findings) {
    baseline::recognise(known, reading, findings);
  };
  const engine::Repair once = fixed_but_for_ignored(text, search);
  const std::size_t ignored = static_cast<std::size_t>(std::ranges::count_if(
      once.outcomes, [](const engine::Outcome& outcome) { return outcome.finding->ignored != nullptr; }));
  std::size_t entries = 0;
  for (const baseline::Entry& entry : known) entries += entry.count;
  RC_ASSERT(ignored == entries);
  RC_ASSERT(fixed_but_for_ignored(text_after(once), search).rounds == 0U);
  if (known.empty()) RC_ASSERT(text_after(once) == text_after(fixed(text, search.selection)));
}

RC_GTEST_PROP(Property, WhatACommentIgnoresIsNeverChanged,
              (const Config& config, const RandomConsent& consent, std::uint32_t which)) {
  std::string text = emit(config, Style{}).text;
  const engine::Search search{engine::registry(), {.accept = consent.risks}, surroundings};
  std::vector<engine::Finding> chosen = some_of(found_in(text, search), which);
  std::ranges::reverse(chosen);
  for (const engine::Finding& finding : chosen)
    text.insert(finding.offset, "<!-- certlift: ignore " + std::string(finding.rule) + ": a reason -->");
  const engine::Repair once = fixed_but_for_ignored(text, search);
  for (const engine::Finding& finding : chosen)
    RC_ASSERT(std::ranges::any_of(once.outcomes, [&](const engine::Outcome& outcome) {
      return outcome.finding->ignored && outcome.finding->rule == finding.rule &&
             outcome.finding->ignored->reason == "a reason";
    }));
  RC_ASSERT(fixed_but_for_ignored(text_after(once), search).rounds == 0U);
}

RC_GTEST_PROP(Property, ABaselineDoesNotGoByLines, (const Config& config)) {
  std::string text = emit(config, Style{}).text;
  const engine::Search search{engine::registry(), {}, surroundings};
  const auto before = baseline::entries_of(found_in(text, search));
  const std::size_t root = text.find("<configuration");
  text.insert(text.find('>', root) + 1, "\n\n<!-- two\nlines -->\n");
  if (text[text.find('>', root) - 1] == '/') return;
  RC_ASSERT(baseline::entries_of(found_in(text, search)) == before);
}

}  // namespace
}  // namespace certlift::property
