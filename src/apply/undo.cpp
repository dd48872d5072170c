#include "apply/undo.h"

#include "apply/in_force.h"
#include "text/diff.h"
#include "text/encoding.h"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

namespace certlift::apply {
namespace {

using text::LineChange;
using Lines = std::vector<std::string_view>;
using Conflicts = std::vector<LineRange>;

/// What a text is cut into. In the second case, "line" below means such a piece.
enum class Pieces { lines, up_to_angle };

std::string_view ends_of(Pieces pieces) {
  return pieces == Pieces::lines ? "\n" : "\n>";
}

Lines split(std::string_view text, Pieces pieces) {
  if (pieces == Pieces::lines) {
    return text::split_lines(text);
  }
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = text.find_first_of(ends_of(pieces));
    lines.push_back(text.substr(0, end == std::string_view::npos ? end : end + 1));
    text.remove_prefix(lines.back().size());
  }
  return lines;
}

/// Even a tag, its end and a comment after each other make no more than four pieces of a line.
bool has_hardly_any_lines(std::string_view text) {
  return split(text, Pieces::up_to_angle).size() > 4 * split(text, Pieces::lines).size();
}

/// Two things that happened to the lines `base`, which our change had made.
struct Merge {
  Lines base;
  Lines before;   ///< what `ours` leads to: the lines before our change
  Lines present;  ///< what `theirs` led to
  std::vector<LineChange> ours;
  std::vector<LineChange> theirs;
};

/// Do both change one line, or both insert at one place, or does one insert among lines that the other
/// changes?
bool meet(const LineChange& a, const LineChange& b) {
  if (a.before_begin == a.before_end && b.before_begin == b.before_end) {
    return a.before_begin == b.before_begin;
  }
  return a.before_begin < b.before_end && b.before_begin < a.before_end;
}

std::span<const std::string_view> lines_after(const Lines& lines, const LineChange& change) {
  return std::span(lines).subspan(change.after_begin, change.after_end - change.after_begin);
}

/// Have they done already what we are about to do?
bool same(const Merge& merge, const LineChange& our, const LineChange& their) {
  return our.before_begin == their.before_begin && our.before_end == their.before_end &&
         std::ranges::equal(lines_after(merge.before, our), lines_after(merge.present, their));
}

LineRange range_in_present(const Merge& merge, const LineChange& their) {
  const std::size_t last = std::max<std::size_t>(merge.present.size(), 1);
  const std::size_t first = std::min(their.after_begin + 1, last);
  return {first, std::max(first, their.after_end)};
}

/// Takes out of `ours` what is done already; says where the two meet otherwise.
Conflicts settle_meetings(Merge& merge) {
  Conflicts conflicts;
  std::vector<LineChange> left;
  auto their = merge.theirs.begin();
  for (const LineChange& our : merge.ours) {
    bool done = false;
    while (their != merge.theirs.end() && their->before_end < our.before_begin) {
      ++their;
    }
    for (auto other = their; other != merge.theirs.end() && other->before_begin <= our.before_end; ++other) {
      if (!meet(our, *other)) {
        continue;
      }
      done = same(merge, our, *other);
      const LineRange range = range_in_present(merge, *other);
      if (!done && (conflicts.empty() || conflicts.back() != range)) {
        conflicts.push_back(range);
      }
    }
    if (!done) {
      left.push_back(our);
    }
  }
  merge.ours = std::move(left);
  return conflicts;
}

void append(std::string& text, std::span<const std::string_view> lines) {
  for (const std::string_view line : lines) {
    text += line;
  }
}

/// Nothing, if a last line without line end would come to stand before another line.
std::optional<std::string> put_together(const Merge& merge, Pieces pieces) {
  struct Step {
    LineChange change;
    const Lines* source;
  };
  std::vector<Step> steps;
  for (const LineChange& our : merge.ours) {
    steps.push_back({our, &merge.before});
  }
  for (const LineChange& their : merge.theirs) {
    steps.push_back({their, &merge.present});
  }
  std::ranges::sort(steps, {},
                    [](const Step& s) { return std::pair(s.change.before_begin, s.change.before_end); });

  std::string text;
  std::size_t at = 0;
  bool whole = true;
  const auto add = [&](std::span<const std::string_view> lines) {
    whole = whole && (lines.empty() || text.empty() || ends_of(pieces).contains(text.back()));
    append(text, lines);
  };
  for (const Step& step : steps) {
    add(std::span(merge.base).subspan(at, step.change.before_begin - at));
    add(lines_after(*step.source, step.change));
    at = step.change.before_end;
  }
  add(std::span(merge.base).subspan(at));
  return whole ? std::optional(std::move(text)) : std::nullopt;
}

std::expected<std::string, Conflicts> merge_texts(std::string_view before, std::string_view after,
                                                  std::string_view present, Pieces pieces) {
  Merge merge{split(after, pieces), split(before, pieces), split(present, pieces), {}, {}};
  merge.ours = text::diff_lines(merge.base, merge.before);
  merge.theirs = text::diff_lines(merge.base, merge.present);
  Conflicts conflicts = settle_meetings(merge);
  if (!conflicts.empty()) {
    return std::unexpected(std::move(conflicts));
  }
  if (auto text = put_together(merge, pieces)) {
    return std::move(*text);
  }
  return std::unexpected(Conflicts{{merge.present.size(), merge.present.size()}});
}

std::expected<std::string, Conflicts> merge_texts(std::string_view before, std::string_view after,
                                                  std::string_view present) {
  auto by_lines = merge_texts(before, after, present, Pieces::lines);
  if (by_lines || !has_hardly_any_lines(after)) {
    return by_lines;
  }
  auto finer = merge_texts(before, after, present, Pieces::up_to_angle);
  return finer ? finer : by_lines;
}

std::string listed(const Conflicts& conflicts) {
  constexpr std::size_t shown = 5;
  std::string text = conflicts.size() == 1 && conflicts[0].first == conflicts[0].last ? "line " : "lines ";
  for (std::size_t i = 0; i < std::min(shown, conflicts.size()); ++i) {
    const auto [first, last] = conflicts[i];
    text.append(i == 0 ? "" : ", ").append(std::to_string(first));
    if (last != first) {
      text.append("-").append(std::to_string(last));
    }
  }
  return conflicts.size() > shown ? text + " and others" : text;
}

Error refusal_of(const Undo& undo) {
  return {ErrorCode::changed,
          "the change " + undo.backup.change.id + " covers what was modified since in " +
              listed(undo.in_the_way) +
              "; undo the later change first, edit the file by hand, or restore the whole backup",
          undo.present.path, undo.in_the_way.front().first};
}

}  // namespace

std::expected<std::string, std::vector<LineRange>> reverted(std::string_view before, std::string_view after,
                                                            std::string_view present) {
  if (present == after) {
    return std::string(before);
  }
  const auto decoded_before = text::decode(before);
  const auto decoded_after = text::decode(after);
  const auto decoded_present = text::decode(present);
  if (!decoded_before || !decoded_after || !decoded_present) {
    return merge_texts(before, after, present);
  }
  auto merged = merge_texts(decoded_before->text(), decoded_after->text(), decoded_present->text());
  if (!merged) {
    return merged;
  }
  return text::encode(*merged, decoded_present->encoding, decoded_present->bom);
}

namespace {

/// Errors: those of prepare_undo.
Result<Undo> undo_of(const disk::ReadableFiles& files, Backup backup, Snapshot present) {
  if (backup.state == BackupState::missing) {
    return std::unexpected(backup.damage.front());
  }
  auto before = read_stored(files, backup.original, backup.change.sha256_before);
  if (!before) {
    return std::unexpected(before.error());
  }
  auto after = read_stored(files, backup.result, backup.change.sha256_after);
  if (!after) {
    return std::unexpected(after.error());
  }
  auto bytes = reverted(*before, *after, present.bytes);
  Undo undo{std::move(backup), std::move(present), std::move(*before), std::move(*after), {}, {}};
  if (bytes) {
    undo.bytes = std::move(*bytes);
  } else {
    undo.in_the_way = std::move(bytes.error());
  }
  return undo;
}

}  // namespace

Result<Undo> prepare_undo(const disk::ReadableFiles& files, const std::string& target, const std::string& id,
                          const std::string& backup_dir, Whose whose) {
  auto present = take_snapshot(files, target);
  if (!present) {
    return std::unexpected(present.error());
  }
  auto backup = find_backup(files, target, id, backup_dir, whose);
  return backup ? undo_of(files, std::move(*backup), std::move(*present)) : std::unexpected(backup.error());
}

Result<std::optional<Undo>> prepare_last_undo(const disk::ReadableFiles& files, const std::string& target,
                                              const std::string& backup_dir, Whose whose) {
  const auto present = take_snapshot(files, target);
  if (!present) {
    return std::unexpected(present.error());
  }
  const auto backups = list_backups(files, target, backup_dir, whose);
  if (!backups) {
    return std::unexpected(backups.error());
  }
  if (backups->empty()) {
    return std::unexpected(no_backup(files, target, {}, backup_dir));
  }
  for (const Backup* backup : changes_in_force(*backups)) {
    auto undo = undo_of(files, *backup, *present);
    if (!undo) {
      return std::unexpected(undo.error());
    }
    if (!undo->in_the_way.empty() || undo->bytes != present->bytes) {
      return std::optional(std::move(*undo));
    }
  }
  return std::nullopt;
}

Result<Outcome> undo(const Context& context, const Undo& undo) {
  if (!undo.in_the_way.empty()) {
    return std::unexpected(refusal_of(undo));
  }
  const std::string& id = undo.backup.change.id;
  return change_file(context, undo.present, undo.bytes,
                     {.command = "undo", .what = "undoes " + id, .takes_back = id});
}

}  // namespace certlift::apply
