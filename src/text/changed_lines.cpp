#include "text/diff.h"

#include <algorithm>

namespace certlift::text {
namespace {

/// Which line a byte stands on, and where lines begin.
class LineTable {
 public:
  explicit LineTable(std::string_view text) : lines_(split_lines(text)), end_(text.size()) {
    starts_.reserve(lines_.size());
    for (const std::string_view line : lines_)
      starts_.push_back(static_cast<std::size_t>(line.data() - text.data()));
  }

  const std::vector<std::string_view>& lines() const { return lines_; }

  /// The line `offset` stands on; at the end of the text the one behind the last, unless that has no line
  /// end.
  std::size_t line_of(std::size_t offset) const {
    if (offset == end_ && (lines_.empty() || lines_.back().ends_with('\n'))) return lines_.size();
    return static_cast<std::size_t>(std::ranges::upper_bound(starts_, offset) - starts_.begin()) - 1;
  }

  bool begins_line(std::size_t offset) const {
    const std::size_t line = line_of(offset);
    return line == lines_.size() || starts_[line] == offset;
  }

  bool is_end(std::size_t offset) const { return offset == end_; }

 private:
  std::vector<std::string_view> lines_;
  std::vector<std::size_t> starts_;
  std::size_t end_;
};

/// The whole lines of both texts that an edit touches: where what follows it does not begin a line in both,
/// the rest of that line belongs to it.
LineChange whole_lines(Span before, Span after, const LineTable& old_lines, const LineTable& new_lines) {
  LineChange change{old_lines.line_of(before.begin), old_lines.line_of(before.end),
                    new_lines.line_of(after.begin), new_lines.line_of(after.end)};
  if (old_lines.is_end(before.end)) {
    change.before_end = old_lines.lines().size();
    change.after_end = new_lines.lines().size();
  } else if (!old_lines.begins_line(before.end) || !new_lines.begins_line(after.end)) {
    change.before_end = std::min(change.before_end + 1, old_lines.lines().size());
    change.after_end = std::min(change.after_end + 1, new_lines.lines().size());
  }
  return change;
}

LineChange trimmed(LineChange change, const LineTable& before, const LineTable& after) {
  const auto both = [&] {
    return change.before_begin < change.before_end && change.after_begin < change.after_end;
  };
  while (both() && before.lines()[change.before_begin] == after.lines()[change.after_begin]) {
    ++change.before_begin;
    ++change.after_begin;
  }
  while (both() && before.lines()[change.before_end - 1] == after.lines()[change.after_end - 1]) {
    --change.before_end;
    --change.after_end;
  }
  return change;
}

}  // namespace

std::vector<LineChange> changed_lines(std::string_view before, std::string_view after, const EditSet& edits) {
  const LineTable old_lines(before), new_lines(after);
  std::vector<LineChange> changes;
  Span old_span, new_span;  // of the edits that make up the last change
  for (const Edit& edit : edits.edits()) {
    const std::size_t begin = new_span.end + (edit.span.begin - old_span.end);
    const Span inserted{begin, begin + edit.text.size()};
    const bool adjoins = !changes.empty() && old_lines.line_of(edit.span.begin) <= changes.back().before_end;
    old_span = {adjoins ? old_span.begin : edit.span.begin, edit.span.end};
    new_span = {adjoins ? new_span.begin : inserted.begin, inserted.end};
    if (adjoins) changes.pop_back();
    changes.push_back(whole_lines(old_span, new_span, old_lines, new_lines));
  }
  for (LineChange& change : changes) change = trimmed(change, old_lines, new_lines);
  std::erase_if(changes, [](const LineChange& change) {
    return change.before_begin == change.before_end && change.after_begin == change.after_end;
  });
  return changes;
}

}  // namespace certlift::text
