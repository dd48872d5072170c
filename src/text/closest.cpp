#include "text/closest.h"

#include "text/encoding.h"

#include <utf8/unchecked.h>
#include <utf8proc.h>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>
#include <vector>

namespace certlift::text {
namespace {

std::u32string letters_of(std::string_view word) {
  const std::string valid = with_valid_utf8(word);
  std::u32string letters;
  utf8::unchecked::utf8to32(valid.begin(), valid.end(), std::back_inserter(letters));
  return letters;
}

std::u32string lower_case(std::u32string letters) {
  for (char32_t& letter : letters) {
    letter = static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(letter)));
  }
  return letters;
}

/// How many letters must be added, left out, replaced or exchanged with their neighbour to come from one to
/// the other.
std::size_t distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> two_above(b.size() + 1);
  std::vector<std::size_t> above(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::swap(two_above, above);
    std::swap(above, row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = a[i - 1] == b[j - 1];
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0 : 1)});
      const bool exchanged = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (exchanged) row[j] = std::min(row[j], two_above[j - 2] + 1);
    }
  }
  return row[b.size()];
}

/// Among equally near ones, the one whose case is nearer.
struct Nearness {
  std::size_t without_case;
  std::size_t with_case;
  friend auto operator<=>(const Nearness&, const Nearness&) = default;
};

std::optional<Nearness> nearness(const std::u32string& word, const std::u32string& candidate) {
  const std::size_t longer = std::max(word.size(), candidate.size());
  const std::size_t allowed = longer / 3;
  if (longer - std::min(word.size(), candidate.size()) > allowed) return std::nullopt;
  const Nearness near = {distance(lower_case(word), lower_case(candidate)), distance(word, candidate)};
  return near.without_case <= allowed ? std::optional(near) : std::nullopt;
}

}  // namespace

std::optional<std::string> closest(std::string_view word, std::span<const std::string> candidates) {
  const std::u32string letters = letters_of(word);
  std::optional<std::string> best;
  std::optional<Nearness> nearest;
  for (const std::string& candidate : candidates) {
    const auto near = nearness(letters, letters_of(candidate));
    if (!near || (nearest && *nearest <= *near)) continue;
    nearest = near;
    best = candidate;
  }
  return best;
}

std::string did_you_mean(std::string_view word, std::span<const std::string> candidates) {
  const auto candidate = closest(word, candidates);
  return candidate ? " (did you mean \"" + *candidate + "\"?)" : "";
}

}  // namespace certlift::text
