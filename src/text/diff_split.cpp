#include "text/diff_split.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace certlift::text {
namespace {

using Lines = std::span<const LineId>;

/// What looking for a middle may cost: enough for a few hundred changed lines in any text, and for some
/// thousand in a large one.
std::size_t allowed_cost(std::size_t lines) {
  return 32'768 + 8 * lines;
}

std::size_t common_prefix(Lines before, Lines after) {
  const auto differing = std::ranges::mismatch(before, after).in1;
  return static_cast<std::size_t>(differing - before.begin());
}

std::size_t common_suffix(Lines before, Lines after) {
  const auto differing = std::mismatch(before.rbegin(), before.rend(), after.rbegin(), after.rend()).first;
  return static_cast<std::size_t>(differing - before.rbegin());
}

enum class Direction { from_start, from_end };

/// The furthest ways that come from one end of both texts with some number of changed lines, one for each
/// diagonal (a diagonal: how many more lines of `before` than of `after` are behind). Counts from its end.
class Frontier {
 public:
  Frontier(Lines before, Lines after, Direction direction)
      : before_(before),
        after_(after),
        direction_(direction),
        before_size_(std::ssize(before)),
        after_size_(std::ssize(after)),
        ways_(before.size() + after.size() + 1) {}

  /// Goes one changed line further, and then as far as the lines are common. Takes from `allowed` what it
  /// costs, and stops when nothing is left.
  void advance(std::ptrdiff_t changes, std::size_t& allowed) {
    for (auto diagonal = lowest(changes); diagonal <= highest(changes) && allowed != 0; diagonal += 2) {
      const std::ptrdiff_t from = step(changes, diagonal);
      const std::size_t common = from == unreachable ? 0 : common_behind(from, from - diagonal);
      way(diagonal) = {from, from + static_cast<std::ptrdiff_t>(common)};
      allowed -= std::min(allowed, 1 + common);
    }
  }

  /// The last common lines of a way that meets one of the other end's.
  std::optional<Match> meeting(std::ptrdiff_t changes, const Frontier& other,
                               std::ptrdiff_t their_changes) const {
    for (auto diagonal = lowest(changes); diagonal <= highest(changes); diagonal += 2) {
      const std::ptrdiff_t theirs = before_size_ - after_size_ - diagonal;
      if (theirs < other.lowest(their_changes) || other.highest(their_changes) < theirs) continue;
      const std::ptrdiff_t missing = before_size_ - other.way(theirs).to;
      if (other.way(theirs).to != unreachable && way(diagonal).to >= missing) return match_at(diagonal);
    }
    return std::nullopt;
  }

 private:
  static constexpr std::ptrdiff_t unreachable = -1;

  /// Lines of `before` behind where its last common lines begin and end.
  struct Way {
    std::ptrdiff_t from;
    std::ptrdiff_t to;
  };

  std::ptrdiff_t lowest(std::ptrdiff_t changes) const {
    return std::max(-changes, changes - 2 * after_size_);
  }
  std::ptrdiff_t highest(std::ptrdiff_t changes) const {
    return std::min(changes, 2 * before_size_ - changes);
  }

  Way& way(std::ptrdiff_t diagonal) { return ways_[static_cast<std::size_t>(after_size_ + diagonal)]; }
  const Way& way(std::ptrdiff_t diagonal) const {
    return ways_[static_cast<std::size_t>(after_size_ + diagonal)];
  }

  /// Where the `changes`-th changed line leads to.
  std::ptrdiff_t step(std::ptrdiff_t changes, std::ptrdiff_t diagonal) const {
    if (changes == 0) return 0;
    std::ptrdiff_t inserting = diagonal < changes ? way(diagonal + 1).to : unreachable;
    if (inserting - diagonal > after_size_) inserting = unreachable;
    std::ptrdiff_t deleting = diagonal > -changes ? way(diagonal - 1).to : unreachable;
    if (deleting != unreachable && ++deleting > before_size_) deleting = unreachable;
    return std::max(inserting, deleting);
  }

  std::size_t common_behind(std::ptrdiff_t before_done, std::ptrdiff_t after_done) const {
    const auto before_left = static_cast<std::size_t>(before_size_ - before_done);
    const auto after_left = static_cast<std::size_t>(after_size_ - after_done);
    return direction_ == Direction::from_start
               ? common_prefix(before_.last(before_left), after_.last(after_left))
               : common_suffix(before_.first(before_left), after_.first(after_left));
  }

  Match match_at(std::ptrdiff_t diagonal) const {
    const auto [from, to] = way(diagonal);
    const auto size = static_cast<std::size_t>(to - from);
    if (direction_ == Direction::from_start) {
      return {static_cast<std::size_t>(from), static_cast<std::size_t>(from - diagonal), size};
    }
    return {static_cast<std::size_t>(before_size_ - to),
            static_cast<std::size_t>(after_size_ - (to - diagonal)), size};
  }

  Lines before_;
  Lines after_;
  Direction direction_;
  std::ptrdiff_t before_size_;
  std::ptrdiff_t after_size_;
  std::vector<Way> ways_;
};

/// From the first to the last of lines that both texts have once, with nothing but common lines between.
struct Run {
  Match match;
  std::size_t weight;  ///< how many common lines stand there, those around `match` included
  std::size_t end;     ///< of those, in `before`
};

/// Adds a line that both texts have once. A run's common lines end before such a line if it is not one of
/// them: all runs together are found in one way through the texts.
void add_anchor(std::vector<Run>& runs, Lines before, Lines after, std::size_t index,
                std::size_t after_index) {
  if (!runs.empty() && index < runs.back().end) {
    runs.back().match.size = index - runs.back().match.before + 1;
    return;
  }
  const std::size_t above = common_suffix(before.first(index), after.first(after_index));
  const std::size_t below = common_prefix(before.subspan(index), after.subspan(after_index));
  runs.push_back({{index, after_index, 1}, above + below, index + below});
}

/// The end of a chain of runs.
struct Chain {
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  std::size_t weight = 0;
  std::size_t last = none;
};

/// The heaviest chain among those that end at or before a rank (a Fenwick tree of maxima).
class HeaviestChains {
 public:
  explicit HeaviestChains(std::size_t ranks) : tree_(ranks + 1) {}

  void add(std::size_t rank, const Chain& chain) {
    for (std::size_t node = rank + 1; node < tree_.size(); node += node & (~node + 1)) {
      if (chain.weight > tree_[node].weight) tree_[node] = chain;
    }
  }

  Chain before(std::size_t rank) const {
    Chain heaviest;
    for (std::size_t node = rank; node > 0; node -= node & (~node + 1)) {
      if (tree_[node].weight > heaviest.weight) heaviest = tree_[node];
    }
    return heaviest;
  }

 private:
  std::vector<Chain> tree_;
};

/// For each run, how many runs stand before it in the other text.
std::vector<std::size_t> ranks_in_after(const std::vector<Run>& runs) {
  std::vector<std::size_t> order(runs.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::sort(order, {}, [&](std::size_t index) { return runs[index].match.after; });
  std::vector<std::size_t> ranks(runs.size());
  for (std::size_t rank = 0; rank < order.size(); ++rank) ranks[order[rank]] = rank;
  return ranks;
}

/// Of runs in the order of one text, those that are in the order of the other, too, and weigh most together.
std::vector<Match> heaviest_chain(const std::vector<Run>& runs) {
  const std::vector<std::size_t> ranks = ranks_in_after(runs);
  std::vector<std::size_t> previous(runs.size());
  HeaviestChains chains(runs.size());
  for (std::size_t index = 0; index < runs.size(); ++index) {
    const Chain chain = chains.before(ranks[index]);
    previous[index] = chain.last;
    chains.add(ranks[index], {chain.weight + runs[index].weight, index});
  }
  std::vector<Match> matches;
  for (std::size_t index = chains.before(runs.size()).last; index != Chain::none; index = previous[index]) {
    matches.push_back(runs[index].match);
  }
  std::ranges::reverse(matches);
  return matches;
}

}  // namespace

std::optional<Match> find_middle(Lines before, Lines after) {
  Frontier from_start(before, after, Direction::from_start);
  Frontier from_end(before, after, Direction::from_end);
  const bool even = (before.size() + after.size()) % 2 == 0;
  std::size_t allowed = allowed_cost(before.size() + after.size());
  for (std::ptrdiff_t changes = 0; allowed != 0; ++changes) {
    from_start.advance(changes, allowed);
    if (!even && allowed != 0) {
      if (const auto middle = from_start.meeting(changes, from_end, changes - 1)) return middle;
    }
    from_end.advance(changes, allowed);
    if (even && allowed != 0) {
      if (const auto middle = from_end.meeting(changes, from_start, changes)) return middle;
    }
  }
  return std::nullopt;
}

std::vector<Match> AnchorFinder::find(Lines before, Lines after) {
  for (const LineId line : before) ++seen_[line].before;
  for (std::size_t index = 0; index < after.size(); ++index) {
    ++seen_[after[index]].after;
    seen_[after[index]].after_index = index;
  }
  std::vector<Run> runs;
  for (std::size_t index = 0; index < before.size(); ++index) {
    const Seen& seen = seen_[before[index]];
    if (seen.before == 1 && seen.after == 1) add_anchor(runs, before, after, index, seen.after_index);
  }
  for (const LineId line : before) seen_[line] = {};
  for (const LineId line : after) seen_[line] = {};
  return heaviest_chain(runs);
}

}  // namespace certlift::text
