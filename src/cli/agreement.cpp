#include "cli/agreement.h"

#include "cli/explanations.h"
#include "cli/question.h"
#include "cli/shown_difference.h"
#include "cli/target_report.h"
#include "library/effect.h"
#include "render/colour.h"
#include "render/effect.h"
#include "render/text_report.h"
#include "render/wrap.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <ostream>
#include <set>
#include <utility>
#include <vector>

namespace certlift::cli {
namespace {

using engine::SharedFinding;
using Findings = std::vector<SharedFinding>;

// --- what is shown ---

void say(const Invocation& invocation, const std::string& text) {
  invocation.world.err << render::wrapped(text, invocation.world.err_columns);
}

/// What the repair changes in the file, and for whom.
void show(const Invocation& invocation, const engine::Repair& repair) {
  const std::string diff = shown_difference(invocation, repair);
  invocation.world.err << render::coloured_diff(diff, invocation.colours());
  say(invocation, render::effect_text(library::effect_between(*repair.before, *repair.after, repair.outcomes),
                                      render::Answers::few));
}

void explain(const Invocation& invocation, const std::set<std::string_view>& rules) {
  for (const std::string_view rule : rules)
    if (const auto explanations = explanations_of(std::string(rule)))
      invocation.world.err << "\n"
                           << render::set_markdown(explanations->front().text, invocation.world.err_columns)
                           << "\n";
}

/// The findings as a report has them, with their fix and its risks.
void tell_findings(const Invocation& invocation, const std::string& path,
                   const std::shared_ptr<const std::string>& text, const Findings& findings) {
  std::vector<engine::Outcome> outcomes;
  for (const SharedFinding& finding : findings) outcomes.push_back({finding});
  render::Report report{.command = render::Command::check, .host = {}};
  report.targets.push_back({.path = path, .outcomes = render::masked(std::move(outcomes)), .text = text});
  const std::size_t columns = invocation.world.err_columns;
  say(invocation,
      render::text_report(
          report, invocation.options.selection,
          {.colours = invocation.colours(), .summary = render::Summary::hidden, .columns = columns}));
}

// --- once ---

engine::Repair nothing_of(engine::Repair repair) {
  engine::Repair nothing{.before = repair.before, .after = repair.before};
  for (engine::Outcome& outcome : repair.outcomes) nothing.outcomes.push_back({std::move(outcome.finding)});
  return nothing;
}

std::set<std::string_view> rules_of(const engine::Repair& repair) {
  std::set<std::string_view> rules;
  for (const engine::Outcome& outcome : repair.outcomes)
    if (outcome.applied) rules.insert(outcome.finding->rule);
  return rules;
}

engine::Repair asked_once(const Invocation& invocation, engine::Repair repair) {
  const std::array answers{Answer{'y', "yes: make the change, after a backup"},
                           Answer{'n', "no: change nothing"},
                           Answer{'e', "explain the rules that this is about"}};
  show(invocation, repair);
  while (true) {
    const auto answer =
        ask(invocation.world,
            "Make this change of " + render::in_one_line(repair.before->document.path()) + "?", answers);
    if (answer == 'y') return repair;
    if (answer != 'e') return nothing_of(std::move(repair));
    explain(invocation, rules_of(repair));
  }
}

// --- each ---

bool can_be_fixed(const engine::Finding& finding) {
  return finding.fix && !finding.ignored;
}

/// Findings that are fixed together, or whose fixes could not be told apart by what they are about.
std::vector<Findings> questions_about(const Findings& findings) {
  std::vector<std::size_t> leader;  // of each question, one that it has become a part of, or itself
  const auto last = [&](std::size_t question) {
    while (leader[question] != question) question = leader[question] = leader[leader[question]];
    return question;
  };
  std::map<const engine::Fix*, std::size_t> by_fix;
  std::map<engine::FindingKey, std::size_t> by_key;
  for (const SharedFinding& finding : findings) {
    if (!can_be_fixed(*finding)) continue;
    const auto fix = by_fix.emplace(finding->fix.get(), leader.size()).first;
    if (fix->second == leader.size()) leader.push_back(leader.size());
    const auto key = by_key.emplace(key_of(*finding), fix->second).first;
    const auto [first, second] = std::minmax({last(fix->second), last(key->second)});
    leader[second] = first;
  }
  std::map<std::size_t, Findings> questions;
  for (const SharedFinding& finding : findings)
    if (can_be_fixed(*finding)) questions[last(by_fix.at(finding->fix.get()))].push_back(finding);
  std::vector<Findings> in_order;
  for (auto& [question, about] : questions) in_order.push_back(std::move(about));
  return in_order;
}

void agree_to(const Findings& findings, engine::Agreements& agreements) {
  for (const SharedFinding& finding : findings) {
    std::set<std::string>& risks = agreements[key_of(*finding)];
    for (const engine::Risk& risk : finding->fix->risks) risks.insert(risk.id);
  }
}

bool needs_consent(const Invocation& invocation, const Findings& findings) {
  return std::ranges::any_of(findings, [&](const SharedFinding& finding) {
    return !invocation.options.selection.accepts(*finding->fix);
  });
}

Result<engine::Repair> made_of(const Invocation& invocation, const engine::SharedReading& before,
                               const engine::Agreements& agreements) {
  engine::Search search = search_of(invocation);
  search.selection.agreed = agreements;
  return engine::fix(before, search);
}

/// Asks about fix by fix of one file.
class Interview {
 public:
  Interview(const Invocation& invocation, const engine::Repair& repair)
      : invocation_(invocation),
        repair_(repair),
        path_(repair.before->document.path()),
        text_(std::make_shared<const std::string>(repair.before->text())),
        questions_(questions_about(repair.before->findings)) {}

  /// Nothing: the input has ended.
  Result<std::optional<engine::Agreements>> conduct() {
    for (const Findings& question : questions_) {
      ++number_;
      if (takes_all_ && !needs_consent(invocation_, question)) {
        agree_to(question, agreements_);
        continue;
      }
      const auto answer = answer_to(question);
      if (!answer) return std::unexpected(answer.error());
      if (!*answer) return std::nullopt;
      if (**answer == 'q') break;
      takes_all_ = takes_all_ || **answer == 'a';
      if (**answer != 'n') agree_to(question, agreements_);
    }
    return agreements_;
  }

 private:
  Result<std::optional<char>> answer_to(const Findings& question) {
    static const std::array answers{
        Answer{'y', "yes: make this fix"},
        Answer{'n', "no: leave this as it is"},
        Answer{'a', "all: make this fix and all that follow; those that need consent are still asked about"},
        Answer{'q', "quit: make what was agreed to so far, and nothing else"},
        Answer{'e', "explain the rule"},
        Answer{'d', "show the difference that this fix alone makes, and its effect"}};
    if (number_ > 1) invocation_.world.err << '\n';
    tell_findings(invocation_, path_, text_, question);
    const std::string which =
        "(" + std::to_string(number_) + " of " + std::to_string(questions_.size()) + ") ";
    const std::string verb =
        needs_consent(invocation_, question) ? "Consent, and make this fix?" : "Make this fix?";
    while (true) {
      const auto answer = ask(invocation_.world, which + verb, answers);
      if (answer == 'e') {
        explain(invocation_, {question.front()->rule});
      } else if (answer == 'd') {
        engine::Agreements only_this;
        agree_to(question, only_this);
        const auto made = made_of(invocation_, repair_.before, only_this);
        if (!made) return std::unexpected(made.error());
        show(invocation_, *made);
      } else {
        return answer;
      }
    }
  }

  const Invocation& invocation_;
  const engine::Repair& repair_;
  const std::string& path_;
  std::shared_ptr<const std::string> text_;
  std::vector<Findings> questions_;
  std::size_t number_ = 0;
  bool takes_all_ = false;
  engine::Agreements agreements_ = {};
};

Result<engine::Repair> asked_each(const Invocation& invocation, engine::Repair repair) {
  const auto agreements = Interview(invocation, repair).conduct();
  if (!agreements) return std::unexpected(agreements.error());
  if (!*agreements) return nothing_of(std::move(repair));
  return made_of(invocation, repair.before, **agreements);
}

}  // namespace

Result<engine::Repair> agreed(const Invocation& invocation, engine::Repair repair, Asking asking) {
  if (asking == Asking::each) return asked_each(invocation, std::move(repair));
  if (asking == Asking::never || repair.before == repair.after) return repair;
  return asked_once(invocation, std::move(repair));
}

}  // namespace certlift::cli
