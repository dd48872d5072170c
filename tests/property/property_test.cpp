#include "engine/registry.h"
#include "property/emit.h"
#include "property/generate.h"
#include "property/oracle.h"
#include "property/run.h"
#include "support/bytes.h"
#include "support/run_engine.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <numeric>
#include <set>
#include <sstream>
#include <string>
#include <vector>

/// What holds for every configuration, tried on random ones. The same 300 for each property, unless
/// CERTLIFT_PROPERTY_RUNS says how many others:
///   CERTLIFT_PROPERTY_RUNS=50000 build/.../certlift_tests --gtest_filter='Property.*'
/// (best in an optimised build), or RC_PARAMS says everything ("seed=7 max_success=50000"). A counterexample
/// is shown as small as it could be made, and belongs into transforms/.../cases then.
namespace certlift::property {
namespace {

const bool is_configured = [] {
  const char* runs = std::getenv("CERTLIFT_PROPERTY_RUNS");
  const std::string params = runs ? "max_success=" + std::string(runs) : "seed=1 max_success=300";
  setenv("RC_PARAMS", params.c_str(), 0);
  return true;
}();

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

/// What is said about one place, without line numbers.
std::string said_about(const engine::Finding& finding) {
  std::ostringstream out;
  out << finding.rule << ' ' << static_cast<int>(finding.severity) << ' ' << finding.location << ' '
      << finding.subject.value_or("") << ' ' << (finding.refusal ? finding.refusal->code : "");
  if (!finding.fix) return out.str();
  for (const engine::Risk& risk : finding.fix->risks) {
    out << ' ' << risk.id << '(';
    std::set<std::string> paths(risk.paths.begin(), risk.paths.end());
    for (const std::string& path : paths) out << path << ',';
    out << ')';
  }
  return out.str();
}

std::vector<std::string> findings_of(const engine::Repair& repair) {
  std::vector<std::string> findings;
  for (const engine::Outcome& outcome : repair.outcomes)
    findings.push_back(said_about(*outcome.finding) + (outcome.applied ? " fixed" : ""));
  std::ranges::sort(findings);
  return findings;
}

RC_GTEST_PROP(Property, FixBreaksNoLawAndRests,
              (const Config& config, const Style& style, const RandomConsent& consent)) {
  const engine::Selection selection{.accept = consent.risks};
  const engine::Repair once = fixed(emit(config, style).text, selection, style);
  const engine::Repair twice = fixed(text_after(once), selection, style);
  RC_ASSERT(twice.rounds == 0U);
  RC_ASSERT(text_after(twice) == text_after(once));
}

RC_GTEST_PROP(Property, CheckAndFixAgree, (const Config& config, const Style& style)) {
  const std::string text = emit(config, style).text;
  const engine::Repair repair = fixed(text, {}, style);
  const auto findings = engine::check(text, "", {engine::registry(), {}, surroundings});
  RC_ASSERT(findings.has_value());
  RC_ASSERT(findings->size() == repair.outcomes.size());
  for (std::size_t i = 0; i < findings->size(); ++i) {
    const engine::Finding& fixable = *repair.outcomes[i].finding;
    // What an earlier round has fixed can have been what a later one would have had to ask for.
    const bool was_fixed_later = repair.outcomes[i].applied && repair.rounds > 1;
    RC_ASSERT(was_fixed_later || said_about((*findings)[i]) == said_about(fixable));
    RC_ASSERT((*findings)[i].offset == fixable.offset);
    RC_ASSERT((*findings)[i].message == fixable.message);
    RC_ASSERT(!(fixable.fix && fixable.refusal));
  }
}

// --- nothing else changes ---

struct Lifted {
  std::set<Place> sections;
  std::set<std::string> sites;  ///< folded
};

Lifted lifted_by(const engine::Repair& repair, const Emitted& emitted) {
  Lifted lifted;
  for (const engine::Outcome& outcome : repair.outcomes) {
    if (!outcome.applied) continue;
    const auto piece = std::ranges::find(emitted.pieces, outcome.finding->offset, &Piece::begin);
    RC_ASSERT(piece != emitted.pieces.end());
    lifted.sections.emplace(piece->tag, piece->section);
    lifted.sites.insert(folded(outcome.finding->site));
  }
  return lifted;
}

/// Whether a tag is one that a lift may touch.
bool is_involved(const Config& config, int index, const Lifted& lifted) {
  if (index < 0) return false;
  const Tag& tag = config.tags[static_cast<std::size_t>(index)];
  if (tag.below == 0 && tag.site >= 0)
    return lifted.sites.contains(folded(std::string(of(site_names(), tag.site))));
  return std::ranges::any_of(lifted.sections, [&](const Place& place) { return place.first == index; });
}

/// How often a comment may be missing: where its entry did not come along.
bool may_vanish(const Config& config, const Comment& comment, const Lifted& lifted,
                const Prophecy& prophecy) {
  if (comment.section < 0) {  // perhaps directly above the section
    const auto comes_without = [&](const Place& place) {
      return place.first == comment.tag && std::ranges::count(prophecy.comes.at(place), true) == 0;
    };
    return std::ranges::any_of(lifted.sections, comes_without);
  }
  const Place place{comment.tag, comment.section};
  if (!lifted.sections.contains(place)) return false;
  const std::vector<bool>& comes = prophecy.comes.at(place);
  if (comment.entry < 0) return std::ranges::count(comes, true) == 0;
  const Section& section =
      config.tags[static_cast<std::size_t>(comment.tag)].sections[static_cast<std::size_t>(comment.section)];
  const auto entry =
      static_cast<std::size_t>(comment.entry) + (comment.kind == one_to_one ? 0 : section.one.size());
  return !comes[entry];
}

RC_GTEST_PROP(Property, WhatIsNotLiftedStaysToTheByte,
              (const Config& config, const Style& style, const RandomConsent& consent)) {
  const Emitted emitted = emit(config, style);
  const engine::Repair repair = fixed(emitted.text, lift_only(consent.risks), style);
  const Lifted lifted = lifted_by(repair, emitted);
  std::map<std::string, std::size_t> expected;
  for (const Piece& piece : emitted.pieces) {
    const bool is_sites_own = piece.section >= 0 && is_involved(config, piece.tag, lifted) &&
                              config.tags[static_cast<std::size_t>(piece.tag)].below == 0;
    if (!is_sites_own && !lifted.sections.contains({piece.tag, piece.section})) ++expected[piece.text];
  }
  for (std::size_t i = 0; i < emitted.tags.size(); ++i)
    if (!is_involved(config, static_cast<int>(i), lifted)) ++expected[emitted.tags[i]];
  for (const auto& [part, times] : expected)
    if (count(text_after(repair), part) < times) RC_FAIL("lost: " + part + "\n" + text_after(repair));
  const Prophecy prophecy = foretell(config);
  for (const Comment& comment : emitted.comments) {
    const std::size_t times = count(text_after(repair), comment.text);
    if (times != 1 && !(times == 0 && may_vanish(config, comment, lifted, prophecy)))
      RC_FAIL(comment.text + " stands there " + std::to_string(times) + " times\n" + text_after(repair));
  }
  if (lifted.sections.empty()) RC_ASSERT(text_after(repair) == emitted.text);
}

// --- the oracle ---

std::vector<std::string> texts_of(const std::vector<Item>& items) {
  std::vector<std::string> texts;
  for (const Item& item : items) texts.push_back(item.text());
  return texts;
}

void expect_effect(const Effect& expected, const std::string& site, const ResultFile& result) {
  Effect actual;
  for (const std::string& level : {std::string(), site})
    if (const auto found = result.mappings.find(level); found != result.mappings.end()) {
      RC_ASSERT(found->second.size() == 1U);
      actual.lay_over(found->second.front());
    }
  RC_ASSERT(actual.enabled);
  RC_ASSERT(actual.logon == expected.logon);
  RC_ASSERT(actual.domain == expected.domain);
  for (const std::size_t kind : {0U, 1U}) {
    std::set<std::string> keys;
    for (const Item& item : actual.items[kind]) RC_ASSERT(keys.insert(item.key).second);
    if (expected.items[kind].empty()) {
      RC_ASSERT(actual.items[kind].empty() || !actual.switches[kind]);
      continue;
    }
    RC_ASSERT(actual.switches[kind] == expected.switches[kind]);
    RC_ASSERT(texts_of(actual.items[kind]) == texts_of(expected.items[kind]));
  }
}

std::string verdict_on(const engine::Outcome& outcome) {
  if (outcome.applied) return "lifted";
  return outcome.finding->refusal ? outcome.finding->refusal->code : outcome.finding->fix ? "left" : "";
}

RC_GTEST_PROP(Property, AFullFixDoesWhatTheRulesOfTheLiftSay, (const Config& config, const Style& style)) {
  const Emitted emitted = emit(config, style);
  const engine::Repair repair = fixed(emitted.text, lift_only({"all"}), style);
  const Prophecy prophecy = foretell(config);
  const ResultFile result = read_result(text_after(repair));
  std::map<std::size_t, std::string> verdicts;
  for (const engine::Outcome& outcome : repair.outcomes)
    verdicts[outcome.finding->offset] = verdict_on(outcome);
  std::map<std::string, std::size_t> left;
  for (const Piece& piece : emitted.pieces) {
    const auto found = prophecy.verdicts.find({piece.tag, piece.section});
    if (piece.section < 0 || found == prophecy.verdicts.end()) continue;
    const Verdict& verdict = found->second;
    const std::string expected = verdict.what == Verdict::What::lifted ? "lifted" : verdict.refusal;
    if (verdicts[piece.begin] != expected)
      RC_FAIL(expected + " expected, but " + verdicts[piece.begin] + " for\n" + piece.text);
    if (expected != "lifted")
      ++left[folded_path(written_path(config.tags[static_cast<std::size_t>(piece.tag)]))];
  }
  for (const auto& [path, sections] : result.mappings)
    if (path.find('/') != std::string::npos) RC_ASSERT(sections.size() == left[path]);
  for (const auto& [site, effect] : prophecy.effects) expect_effect(effect, site, result);
}

// --- what does not matter ---

RC_GTEST_PROP(Property, TheStyleDoesNotMatter,
              (const Config& config, const Style& style, const Style& other, const RandomConsent& consent)) {
  const engine::Selection selection{.accept = consent.risks};
  const engine::Repair a = fixed(emit(config, style).text, selection, style);
  const engine::Repair b = fixed(emit(config, other).text, selection, other);
  RC_ASSERT(findings_of(a) == findings_of(b));
  RC_ASSERT(read_result(text_after(a)).sections == read_result(text_after(b)).sections);
}

RC_GTEST_PROP(Property, LineEndsDoNotMatter,
              (const Config& config, Style style, const RandomConsent& consent)) {
  const engine::Selection selection{.accept = consent.risks};
  style.crlf = false;
  const std::string text = emit(config, style).text;
  // Tags in one line have none to go by: those in a certificate may go when it is fixed.
  RC_PRE(text.find(">\n") != std::string::npos);
  RC_ASSERT(text_after(fixed(test::with_crlf(text), selection, style)) ==
            test::with_crlf(text_after(fixed(text, selection, style))));
}

RC_GTEST_PROP(Property, TheOrderOfSitesDoesNotMatter,
              (const Config& config, const RandomConsent& consent, std::uint64_t seed)) {
  const engine::Selection selection{.accept = consent.risks};
  std::vector<int> ranks(site_names().size() + 1);
  std::iota(ranks.begin(), ranks.end(), 0);
  std::ranges::shuffle(ranks, std::mt19937_64(seed));
  const auto rank_of = [&](int site) { return ranks[static_cast<std::size_t>(site + 1)]; };
  Config other = config;
  std::ranges::stable_sort(other.sites, {}, rank_of);
  std::ranges::stable_sort(other.tags, {}, [&](const Tag& tag) { return rank_of(tag.site); });
  // The numbers of tags stand in the handlers.
  Config plain = config;
  for (Config* one : {&plain, &other})
    for (Tag& tag : one->tags) tag.handlers = false;
  const engine::Repair a = fixed(emit(plain, {}).text, selection);
  const engine::Repair b = fixed(emit(other, {}).text, selection);
  RC_ASSERT(findings_of(a) == findings_of(b));
  const auto sections_of = [](const engine::Repair& repair) {
    auto sections = read_result(text_after(repair)).sections;
    std::erase_if(sections, [](const auto& said) { return said.first.ends_with("/system.applicationHost"); });
    return sections;
  };
  RC_ASSERT(sections_of(a) == sections_of(b));
}

}  // namespace
}  // namespace certlift::property
