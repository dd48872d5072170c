#include "library/hunk_reasons.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

namespace certlift::library {
namespace {

using Fixes = std::map<const engine::Fix*, std::vector<std::size_t>>;  ///< with the outcomes of each

/// The hunks that show some of the bytes of the text before, of [first, end) by index.
class HunkIndex {
 public:
  HunkIndex(std::span<const render::Hunk> hunks, std::string_view before) : hunks_(hunks) {
    for (const std::string_view line : text::split_lines(before))
      line_begins_.push_back(static_cast<std::size_t>(line.data() - before.data()));
  }

  std::pair<std::size_t, std::size_t> showing(text::Span bytes) const {
    const std::size_t first_line = line_of(bytes.begin);
    const std::size_t last_line = bytes.empty() ? first_line : line_of(bytes.end - 1);
    const auto begin = std::ranges::upper_bound(
        hunks_, first_line, {}, [](const render::Hunk& hunk) { return hunk.range.before_end; });
    const auto end = std::ranges::upper_bound(
        begin, hunks_.end(), last_line, {}, [](const render::Hunk& hunk) { return hunk.range.before_begin; });
    return {static_cast<std::size_t>(begin - hunks_.begin()), static_cast<std::size_t>(end - hunks_.begin())};
  }

 private:
  std::size_t line_of(std::size_t offset) const {
    const auto next = std::ranges::upper_bound(line_begins_, offset);
    return static_cast<std::size_t>(next - line_begins_.begin()) - (next == line_begins_.begin() ? 0 : 1);
  }

  std::span<const render::Hunk> hunks_;
  std::vector<std::size_t> line_begins_;
};

/// What a fix edits in the text before; of one that was made in a later round only the place of what it was
/// found at is known.
std::vector<text::Span> places_of(const engine::Outcome& outcome) {
  if (!outcome.is_first || !outcome.finding->edits)
    return {{outcome.finding->offset, outcome.finding->offset}};
  std::vector<text::Span> places;
  for (const text::Edit& edit : *outcome.finding->edits) places.push_back(edit.span);
  return places;
}

Fixes fixes_of(std::span<const engine::Outcome> outcomes) {
  Fixes fixes;
  for (std::size_t i = 0; i < outcomes.size(); ++i)
    if (outcomes[i].applied) fixes[outcomes[i].finding->fix.get()].push_back(i);
  return fixes;
}

}  // namespace

std::vector<std::vector<render::HunkReason>> reasons_of(std::span<const render::Hunk> hunks,
                                                        const engine::Repair& repair,
                                                        std::span<const engine::Outcome> told) {
  const HunkIndex index(hunks, repair.before->text());
  std::vector<std::map<const engine::Fix*, std::size_t>> found(hunks.size());  // with the telling outcome
  const Fixes fixes = fixes_of(repair.outcomes);
  for (const auto& [fix, outcomes] : fixes) {
    for (const text::Span place : places_of(repair.outcomes[outcomes.front()])) {
      const auto [begin, end] = index.showing(place);
      for (std::size_t i = begin; i < end; ++i) found[i].emplace(fix, outcomes.front());
    }
    // Of findings that share the fix, the one that stands in the hunk tells more of it than the first.
    for (const std::size_t outcome : outcomes) {
      const std::size_t offset = repair.outcomes[outcome].finding->offset;
      const auto [begin, end] = index.showing({offset, offset});
      for (std::size_t i = begin; i < end; ++i)
        if (const auto same = found[i].find(fix); same != found[i].end()) same->second = outcome;
    }
  }
  std::vector<std::vector<render::HunkReason>> reasons(hunks.size());
  for (std::size_t i = 0; i < hunks.size(); ++i) {
    std::vector<std::pair<std::size_t, const engine::Fix*>> in_order;
    for (const auto& [fix, outcome] : found[i]) in_order.emplace_back(outcome, fix);
    std::ranges::sort(in_order);
    for (const auto& [outcome, fix] : in_order) {
      const engine::Finding& finding = *told[outcome].finding;
      reasons[i].push_back(
          {std::string(finding.rule), finding.fix->title, finding.message, fixes.at(fix).size() - 1});
    }
  }
  return reasons;
}

}  // namespace certlift::library
