#include "render/difference.h"

#include "render/mask.h"
#include "render/secrets.h"
#include "render/shorten.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <span>
#include <utility>

namespace certlift::render {
namespace {

using text::LineChange;
using Lines = std::vector<std::string_view>;

constexpr std::size_t context = 3;
constexpr const char* masked_notice =
    "Masked: passwords and keys are hidden, so this diff cannot be applied. --show-secrets shows them.";
constexpr const char* shortened_notice =
    "Shortened: certificates end in \"...\" here, so this diff cannot be applied. In a file or a pipe they "
    "are whole.";

/// Changes near enough to each other to share their context.
std::vector<std::span<const LineChange>> grouped(const std::vector<LineChange>& changes) {
  std::vector<std::span<const LineChange>> groups;
  for (std::size_t first = 0, i = 0; i < changes.size(); ++i) {
    const bool is_last =
        i + 1 == changes.size() || changes[i + 1].before_begin - changes[i].before_end > 2 * context;
    if (!is_last) continue;
    groups.push_back(std::span(changes).subspan(first, i + 1 - first));
    first = i + 1;
  }
  return groups;
}

/// `12,3`: where the lines stand. An empty range stands behind the line it names.
std::string range(std::size_t begin, std::size_t end) {
  const std::size_t count = end - begin;
  const std::string start = std::to_string(count == 0 ? begin : begin + 1);
  return count == 1 ? start : start + "," + std::to_string(count);
}

/// One side of the comparison: its lines as they are, and as they are shown.
class Side {
 public:
  Side(std::string_view text, Mask& mask, Secrets secrets)
      : text_(text),
        lines_(text::split_lines(text)),
        secrets_(secrets == Secrets::masked ? secrets_of(text) : std::vector<text::Span>()),
        mask_(mask) {}

  std::size_t size() const { return lines_.size(); }
  std::string_view real(std::size_t index) const { return lines_[index]; }
  std::string shown(std::size_t index) const {
    const std::string_view line = lines_[index];
    const auto begin = static_cast<std::size_t>(line.data() - text_.data());
    return mask_.hide_in_line(text_, {begin, begin + line.size()}, secrets_);
  }

 private:
  std::string_view text_;
  Lines lines_;
  std::vector<text::Span> secrets_;
  Mask& mask_;
};

class HunkMaker {
 public:
  HunkMaker(const Side& before, const Side& after, Certificates certificates)
      : before_(before), after_(after), certificates_(certificates) {}

  Hunk make(std::span<const LineChange> group) {
    const std::size_t lead = std::min(context, group.front().before_begin);
    const std::size_t trail = std::min(context, before_.size() - group.back().before_end);
    Hunk hunk{{.before_begin = group.front().before_begin - lead,
               .before_end = group.back().before_end + trail,
               .after_begin = group.front().after_begin - lead,
               .after_end = group.back().after_end + trail}};
    std::size_t from = hunk.range.before_begin, to = hunk.range.after_begin;
    for (const LineChange& change : group) {
      add_common(hunk, from, change.before_begin, to);
      const Certificates certificates = hides_a_difference(change) ? Certificates::whole : certificates_;
      for (from = change.before_begin; from < change.before_end; ++from)
        add_line(hunk, '-', before_.real(from), before_.shown(from), certificates);
      for (to = change.after_begin; to < change.after_end; ++to)
        add_line(hunk, '+', after_.real(to), after_.shown(to), certificates);
    }
    add_common(hunk, from, hunk.range.before_end, to);
    return hunk;
  }

  /// What is not shown as it is.
  std::vector<std::string> notices() const {
    std::vector<std::string> notices;
    if (has_hidden_) notices.emplace_back(masked_notice);
    if (has_shortened_) notices.emplace_back(shortened_notice);
    return notices;
  }

 private:
  /// Whether a line that is taken out and one that is put in would look alike, although they differ.
  bool hides_a_difference(const LineChange& change) const {
    if (certificates_ == Certificates::whole) return false;
    std::map<std::string, std::string> taken_out;
    for (std::size_t i = change.before_begin; i < change.before_end; ++i)
      taken_out.emplace(with_short_certificates(before_.shown(i)), before_.shown(i));
    for (std::size_t i = change.after_begin; i < change.after_end; ++i) {
      const std::string shown = after_.shown(i);
      const auto alike = taken_out.find(with_short_certificates(shown));
      if (alike != taken_out.end() && alike->second != shown) return true;
    }
    return false;
  }

  /// A line may be part of a secret on one side only; then it is shown as on that side.
  void add_common(Hunk& hunk, std::size_t from, std::size_t end, std::size_t to) {
    for (; from < end; ++from, ++to) {
      const std::string shown = before_.shown(from);
      const bool is_hidden = shown != before_.real(from);
      add_line(hunk, ' ', before_.real(from), is_hidden ? shown : after_.shown(to), certificates_);
    }
  }

  void add_line(Hunk& hunk, char mark, std::string_view real, std::string shown, Certificates certificates) {
    has_hidden_ = has_hidden_ || real != shown;
    if (certificates == Certificates::shortened) {
      std::string text = with_short_certificates(shown);
      has_shortened_ = has_shortened_ || text != shown;
      shown = std::move(text);
    }
    hunk.lines.push_back({mark, std::move(shown)});
  }

  const Side& before_;
  const Side& after_;
  Certificates certificates_;
  bool has_hidden_ = false;
  bool has_shortened_ = false;
};

}  // namespace

Difference difference_of(std::string_view path, std::string_view before, std::string_view after,
                         Secrets secrets, const std::vector<LineChange>& changes, Certificates certificates) {
  Difference difference{.path = std::string(path)};
  if (changes.empty()) return difference;
  Mask mask;
  const Side from(before, mask, secrets), to(after, mask, secrets);
  HunkMaker maker(from, to, certificates);
  for (const auto group : grouped(changes)) difference.hunks.push_back(maker.make(group));
  difference.notices = maker.notices();
  return difference;
}

std::string range_of(const Hunk& hunk) {
  return "@@ -" + range(hunk.range.before_begin, hunk.range.before_end) + " +" +
         range(hunk.range.after_begin, hunk.range.after_end) + " @@";
}

}  // namespace certlift::render
