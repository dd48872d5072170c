#include "text/diff.h"

#include "text/diff_split.h"

#include <algorithm>
#include <unordered_map>

namespace certlift::text {
namespace {

using Texts = const std::vector<std::string_view>&;

/// Lines that are still to be compared.
struct Region {
  std::size_t before_begin, before_end;
  std::size_t after_begin, after_end;
  std::size_t depth;  ///< how often anchors have cut it

  bool one_sided() const { return before_begin == before_end || after_begin == after_end; }
};

/// A text could be made whose every part has but one anchor, near its end; each cut costs time for the whole
/// part.
constexpr std::size_t max_depth = 8;

/// A comparison of two texts, cut into ever smaller regions.
class Comparison {
 public:
  Comparison(Texts before, Texts after)
      : before_(number(before)), after_(number(after)), anchors_(numbers_.size()) {
    before_changed_.resize(before_.size());
    after_changed_.resize(after_.size());
  }

  void run() {
    regions_.push_back({0, before_.size(), 0, after_.size(), 0});
    while (!regions_.empty()) {
      Region region = regions_.back();
      regions_.pop_back();
      trim(region);
      if (region.one_sided() || !(cut_in_the_middle(region) || cut_at_anchors(region))) mark_changed(region);
    }
  }

  std::vector<LineChange> changes() const;

 private:
  std::vector<LineId> number(Texts lines) {
    std::vector<LineId> result;
    result.reserve(lines.size());
    for (const std::string_view line : lines) {
      result.push_back(numbers_.try_emplace(line, static_cast<LineId>(numbers_.size())).first->second);
    }
    return result;
  }

  void trim(Region& region) const {
    while (!region.one_sided() && before_[region.before_begin] == after_[region.after_begin]) {
      ++region.before_begin;
      ++region.after_begin;
    }
    while (!region.one_sided() && before_[region.before_end - 1] == after_[region.after_end - 1]) {
      --region.before_end;
      --region.after_end;
    }
  }

  std::span<const LineId> before_in(const Region& region) const {
    return std::span(before_).subspan(region.before_begin, region.before_end - region.before_begin);
  }

  std::span<const LineId> after_in(const Region& region) const {
    return std::span(after_).subspan(region.after_begin, region.after_end - region.after_begin);
  }

  bool cut_in_the_middle(const Region& region) {
    const auto middle = find_middle(before_in(region), after_in(region));
    if (middle) cut(region, {&*middle, 1}, region.depth);
    return middle.has_value();
  }

  bool cut_at_anchors(const Region& region) {
    if (region.depth == max_depth) return false;
    const std::vector<Match> anchors = anchors_.find(before_in(region), after_in(region));
    if (!anchors.empty()) cut(region, anchors, region.depth + 1);
    return !anchors.empty();
  }

  /// Leaves to be compared what is around the matches.
  void cut(const Region& region, std::span<const Match> matches, std::size_t depth) {
    Region rest = region;
    rest.depth = depth;
    for (const Match& match : matches) {
      rest.before_end = region.before_begin + match.before;
      rest.after_end = region.after_begin + match.after;
      regions_.push_back(rest);
      rest.before_begin = rest.before_end + match.size;
      rest.after_begin = rest.after_end + match.size;
    }
    rest.before_end = region.before_end;
    rest.after_end = region.after_end;
    regions_.push_back(rest);
  }

  void mark_changed(const Region& region) {
    for (std::size_t line = region.before_begin; line < region.before_end; ++line)
      before_changed_[line] = true;
    for (std::size_t line = region.after_begin; line < region.after_end; ++line) after_changed_[line] = true;
  }

  std::unordered_map<std::string_view, LineId> numbers_;
  std::vector<LineId> before_;
  std::vector<LineId> after_;
  std::vector<bool> before_changed_;
  std::vector<bool> after_changed_;
  std::vector<Region> regions_;
  AnchorFinder anchors_;
};

std::vector<LineChange> Comparison::changes() const {
  std::vector<LineChange> result;
  std::size_t before = 0;
  std::size_t after = 0;
  while (before < before_.size() || after < after_.size()) {
    LineChange change{before, before, after, after};
    while (change.before_end < before_.size() && before_changed_[change.before_end]) ++change.before_end;
    while (change.after_end < after_.size() && after_changed_[change.after_end]) ++change.after_end;
    before = change.before_end + 1;
    after = change.after_end + 1;
    if (change.before_begin != change.before_end || change.after_begin != change.after_end) {
      result.push_back(change);
    }
  }
  return result;
}

bool can_move_down(const LineChange& change, Texts before, Texts after) {
  const bool deletes = change.before_begin != change.before_end;
  const bool inserts = change.after_begin != change.after_end;
  if (deletes == inserts || change.before_end == before.size() || change.after_end == after.size())
    return false;
  return deletes ? before[change.before_begin] == before[change.before_end]
                 : after[change.after_begin] == after[change.after_end];
}

/// Where the same lines could as well have been inserted or deleted further down, say so: an element then
/// begins with its start tag, and not with the end tag of the one before.
std::vector<LineChange> moved_down(std::vector<LineChange> changes, Texts before, Texts after) {
  std::vector<LineChange> upwards;
  for (; !changes.empty(); changes.pop_back()) {
    LineChange change = changes.back();
    for (;;) {
      if (!upwards.empty() && change.before_end == upwards.back().before_begin) {
        change.before_end = upwards.back().before_end;
        change.after_end = upwards.back().after_end;
        upwards.pop_back();
      } else if (can_move_down(change, before, after)) {
        change = {change.before_begin + 1, change.before_end + 1, change.after_begin + 1,
                  change.after_end + 1};
      } else {
        break;
      }
    }
    upwards.push_back(change);
  }
  std::ranges::reverse(upwards);
  return upwards;
}

}  // namespace

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

std::vector<LineChange> diff_lines(Texts before, Texts after) {
  Comparison comparison(before, after);
  comparison.run();
  return moved_down(comparison.changes(), before, after);
}

}  // namespace certlift::text
