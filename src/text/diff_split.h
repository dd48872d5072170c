#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

/// The two ways in which diff_lines() cuts a large comparison into smaller ones. Lines are numbers here:
/// equal lines have equal numbers.
namespace certlift::text {

using LineId = std::uint32_t;

/// `size` lines from `before` on of one text, and from `after` on of the other, that belong together.
struct Match {
  std::size_t before;
  std::size_t after;
  std::size_t size;
};

/// The lines that stay (none, possibly) in the middle of a shortest way from one text to the other: what is
/// before them and what is behind them can be compared by itself. Nothing if the texts differ so much that
/// the search would take too long. The texts must not be empty, nor start or end with a common line.
std::optional<Match> find_middle(std::span<const LineId> before, std::span<const LineId> after);

/// Finds lines that must belong together because each text has them once.
class AnchorFinder {
 public:
  explicit AnchorFinder(std::size_t distinct_lines) : seen_(distinct_lines) {}

  /// Matches in the order of both texts, those with the most common lines around them. Takes time for the
  /// lines given.
  std::vector<Match> find(std::span<const LineId> before, std::span<const LineId> after);

 private:
  struct Seen {
    std::uint32_t before = 0;
    std::uint32_t after = 0;
    std::size_t after_index = 0;
  };
  std::vector<Seen> seen_;
};

}  // namespace certlift::text
