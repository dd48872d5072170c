#include "render/unified_diff.h"

#include "render/mask.h"
#include "render/secrets.h"
#include "render/shorten.h"
#include "text/diff.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <span>
#include <vector>

namespace certlift::render {
namespace {

using text::LineChange;
using Lines = std::vector<std::string_view>;

constexpr std::size_t context = 3;
constexpr std::string_view masked_notice =
    "# Masked: passwords and keys are hidden, so this diff cannot be applied. --show-secrets shows them.\n";

constexpr std::string_view shortened_notice =
    "# Shortened: certificates end in \"...\" here, so this diff cannot be applied. In a file or a pipe they "
    "are "
    "whole.\n";

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

/// A name as `diff` writes it: in quotes if it would be misread otherwise.
std::string quoted_name(std::string_view path) {
  const bool is_odd =
      std::ranges::any_of(path, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"'; });
  if (!is_odd) return std::string(path) + (path.find(' ') != std::string_view::npos ? "\t" : "");
  std::string quoted = "\"";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20) {
      const std::array digits{'\\', static_cast<char>('0' + byte / 64), static_cast<char>('0' + byte / 8 % 8),
                              static_cast<char>('0' + byte % 8)};
      quoted.append(digits.begin(), digits.end());
      continue;
    }
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
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

class HunkPrinter {
 public:
  HunkPrinter(const std::string& name, const Side& before, const Side& after, Certificates certificates)
      : before_(before),
        after_(after),
        certificates_(certificates),
        text_("--- " + name + "\n+++ " + name + "\n") {}

  void print(std::span<const LineChange> group) {
    const std::size_t lead = std::min(context, group.front().before_begin);
    const std::size_t trail = std::min(context, before_.size() - group.back().before_end);
    const std::size_t before_begin = group.front().before_begin - lead;
    const std::size_t after_begin = group.front().after_begin - lead;
    const std::size_t before_end = group.back().before_end + trail;
    const std::size_t after_end = group.back().after_end + trail;
    text_ += "@@ -" + range(before_begin, before_end) + " +" + range(after_begin, after_end) + " @@\n";
    std::size_t from = before_begin, to = after_begin;
    for (const LineChange& change : group) {
      print_common(from, change.before_begin, to);
      const Certificates certificates = hides_a_difference(change) ? Certificates::whole : certificates_;
      for (from = change.before_begin; from < change.before_end; ++from)
        print_line('-', before_.real(from), before_.shown(from), certificates);
      for (to = change.after_begin; to < change.after_end; ++to)
        print_line('+', after_.real(to), after_.shown(to), certificates);
    }
    print_common(from, before_end, to);
  }

  /// What was printed, behind a word on what is not shown as it is.
  std::string take() {
    if (has_shortened_) text_.insert(0, shortened_notice);
    if (has_hidden_) text_.insert(0, masked_notice);
    return std::move(text_);
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
  void print_common(std::size_t from, std::size_t end, std::size_t to) {
    for (; from < end; ++from, ++to) {
      const std::string shown = before_.shown(from);
      const bool is_hidden = shown != before_.real(from);
      print_line(' ', before_.real(from), is_hidden ? shown : after_.shown(to), certificates_);
    }
  }

  void print_line(char mark, std::string_view real, std::string_view shown, Certificates certificates) {
    has_hidden_ = has_hidden_ || real != shown;
    text_ += mark;
    if (certificates == Certificates::shortened) {
      const std::string text = with_short_certificates(shown);
      has_shortened_ = has_shortened_ || text != shown;
      text_ += text;
    } else {
      text_ += shown;
    }
    if (!shown.ends_with('\n')) text_ += "\n\\ No newline at end of file\n";
  }

  const Side& before_;
  const Side& after_;
  Certificates certificates_;
  std::string text_;
  bool has_hidden_ = false;
  bool has_shortened_ = false;
};

}  // namespace

std::string unified_diff(std::string_view path, std::string_view before, std::string_view after,
                         Secrets secrets) {
  return unified_diff(path, before, after, secrets,
                      text::diff_lines(text::split_lines(before), text::split_lines(after)));
}

std::string unified_diff(std::string_view path, std::string_view before, std::string_view after,
                         Secrets secrets, const std::vector<LineChange>& changes, Certificates certificates) {
  if (changes.empty()) return {};
  Mask mask;
  const Side from(before, mask, secrets), to(after, mask, secrets);
  HunkPrinter printer(quoted_name(path), from, to, certificates);
  for (const auto group : grouped(changes)) printer.print(group);
  return printer.take();
}

}  // namespace certlift::render
