#include "engine/fix.h"

#include "engine/verify.h"

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <utility>

namespace certlift::engine {
namespace {

constexpr std::size_t max_rounds = 10;

/// One round: the fixes that may be made and do not meet, and their edits together.
struct Round {
  Fixes made;
  text::EditSet edits;
  std::set<iis::MeaningKey> changed;    ///< what the fixes declare to change
  std::set<iis::MeaningKey> relied_on;  ///< what they rest on

  /// Two fixes that change one section meet, too; so do one that changes it and one that rests on it.
  bool meets(const Declaration& declared) const {
    const auto is_taken = [&](const iis::MeaningChange& change) {
      return changed.contains(change.key) || relied_on.contains(change.key);
    };
    const auto is_changed = [&](const iis::MeaningKey& key) { return changed.contains(key); };
    return std::ranges::any_of(declared.changes, is_taken) ||
           (declared.mappings && std::ranges::any_of(declared.mappings->rests_on, is_changed));
  }

  void add(const Finding& finding, Declaration declared) {
    if (meets(declared) || !edits.add(*finding.edits)) return;
    for (const iis::MeaningChange& change : declared.changes) changed.insert(change.key);
    if (const auto& mappings = declared.mappings)
      relied_on.insert(mappings->rests_on.begin(), mappings->rests_on.end());
    made.emplace(finding.fix, std::move(declared));
  }
};

/// The findings of a reading that have a fix (most of a large file have none), and what those fixes declare
/// that may be made.
struct Fixable {
  NewFindings findings;
  Fixes fixes;
};

Fixable worked_out(const Reading& reading, const Selection& selection) {
  Fixable fixable;
  for (const SharedFinding& finding : reading.findings)
    if (finding->fix) fixable.findings.push_back(std::make_shared<Finding>(*finding));
  fixable.fixes = work_out(fixable.findings, selection);
  return fixable;
}

Round choose(const NewFindings& findings, Fixes fixes) {
  Round round;
  for (const auto& finding : findings)
    if (auto fix = finding->edits ? fixes.extract(finding->fix) : Fixes::node_type())
      round.add(*finding, std::move(fix.mapped()));
  return round;
}

/// Marks what a round has fixed. Later rounds see other places, so findings are known by their keys. A fix
/// that has lost a risk that was not accepted, now that something else is fixed, is shown as it was made.
void mark_applied(const NewFindings& findings, const Fixes& made, const Search& search, Repair& repair) {
  std::map<FindingKey, const Finding*> fixed;
  for (const auto& finding : findings)
    if (finding->edits && made.contains(finding->fix)) fixed.emplace(key_of(*finding), finding.get());
  for (Outcome& outcome : repair.outcomes) {
    if (!outcome.finding->fix || outcome.finding->ignored) continue;
    const auto found = fixed.find(key_of(*outcome.finding));
    if (found == fixed.end()) continue;
    outcome.applied = true;
    outcome.is_first = repair.rounds == 1;
    outcome.gives_mappings = made.at(found->second->fix).mappings.has_value();
    if (search.selection.allows_fix_of(*outcome.finding)) continue;
    Finding as_made = *outcome.finding;
    as_made.fix = found->second->fix;
    as_made.edits = found->second->edits;
    outcome.finding = std::make_shared<const Finding>(std::move(as_made));
  }
}

/// As key_of(), whatever the severity.
std::string place_key_of(const Finding& finding) {
  const auto [rule, severity, site, thing] = key_of(finding);
  return std::string(rule) + '\n' + site + '\n' + thing;
}

/// What is milder once other findings are fixed is not gone: a note of the last reading that no note of the
/// first was about.
void find_milder(const Reading& last, std::vector<Outcome>& outcomes) {
  std::map<std::string, std::deque<SharedFinding>> notes;
  std::set<std::string> before;
  for (const Outcome& outcome : outcomes)
    if (outcome.finding->severity == Severity::note) before.insert(place_key_of(*outcome.finding));
  for (const SharedFinding& finding : last.findings)
    if (finding->severity == Severity::note) notes[place_key_of(*finding)].push_back(finding);
  for (Outcome& outcome : outcomes) {
    const std::string key = outcome.gone ? place_key_of(*outcome.finding) : "";
    if (!outcome.gone || outcome.finding->severity == Severity::note || before.contains(key)) continue;
    auto& same = notes[key];
    if (same.empty()) continue;
    outcome.gone = false;
    outcome.left = std::move(same.front());
    same.pop_front();
  }
}

/// Gives each outcome that is not fixed the finding that the last reading has of the same thing. Of several
/// with one key, those that say the same belong together; the others, by place: lines in a message may
/// differ.
void find_again(const Reading& last, std::vector<Outcome>& outcomes) {
  std::map<FindingKey, std::multimap<std::string_view, SharedFinding>> by_message;
  for (const SharedFinding& finding : last.findings)
    by_message[key_of(*finding)].emplace(finding->message, finding);
  std::set<const Finding*> taken;
  for (Outcome& outcome : outcomes) {
    if (outcome.applied) continue;
    auto& same = by_message[key_of(*outcome.finding)];
    const auto found = same.lower_bound(outcome.finding->message);
    if (found == same.end() || found->first != outcome.finding->message) continue;
    outcome.left = found->second;
    taken.insert(found->second.get());
    same.erase(found);
  }
  std::map<FindingKey, std::deque<SharedFinding>> by_place;
  for (const SharedFinding& finding : last.findings)
    if (!taken.contains(finding.get())) by_place[key_of(*finding)].push_back(finding);
  for (Outcome& outcome : outcomes) {
    if (outcome.applied || outcome.left) continue;
    auto& same = by_place[key_of(*outcome.finding)];
    outcome.gone = same.empty();
    if (outcome.gone) continue;
    outcome.left = std::move(same.front());
    same.pop_front();
  }
  find_milder(last, outcomes);
}

/// Makes a round's edits and holds the result against the laws.
Result<SharedReading> make(const Round& round, const Reading& before, const Search& search) {
  std::string text = round.edits.apply(before.text());
  if (auto local = verify_local(before.text(), text, round.edits); !local)
    return std::unexpected(local.error());
  auto after = read_result(std::move(text), before, search);
  if (!after) return broken(law::parses, after.error().message);
  if (auto encoded = verify_bytes(**after); !encoded) return std::unexpected(encoded.error());
  if (auto meant = verify_meaning(before.config, (*after)->config, round.made); !meant)
    return std::unexpected(meant.error());
  if (auto readable = verify_readable(before.config, (*after)->config, round.made); !readable)
    return std::unexpected(readable.error());
  if (auto fixed = verify_fixed(before.findings, round.made, (*after)->findings); !fixed)
    return std::unexpected(fixed.error());
  return after;
}

/// `fixable`: as worked_out() has them.
std::vector<Outcome> outcomes_of(const std::vector<SharedFinding>& findings, const NewFindings& fixable) {
  std::vector<Outcome> outcomes;
  outcomes.reserve(findings.size());
  auto worked_out = fixable.begin();
  for (const SharedFinding& finding : findings) outcomes.push_back({finding->fix ? *worked_out++ : finding});
  return outcomes;
}

}  // namespace

Result<Repair> fix(SharedReading reading, const Search& search) {
  Repair repair{.before = reading, .after = reading};
  Fixable fixable = worked_out(*reading, search.selection);
  repair.outcomes = outcomes_of(reading->findings, fixable.findings);
  while (true) {
    Round round = choose(fixable.findings, std::move(fixable.fixes));
    if (round.made.empty()) break;
    if (repair.rounds++ == max_rounds) return broken(law::rests, "the fixes never come to an end");
    auto after = make(round, *repair.after, search);
    if (!after) return std::unexpected(after.error());
    mark_applied(fixable.findings, round.made, search, repair);
    repair.edits = repair.rounds == 1 ? std::optional(std::move(round.edits)) : std::nullopt;
    repair.after = *std::move(after);
    fixable = worked_out(*repair.after, search.selection);
  }
  if (repair.rounds != 0) find_again(*repair.after, repair.outcomes);
  return repair;
}

}  // namespace certlift::engine
