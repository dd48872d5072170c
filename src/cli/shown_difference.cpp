#include "cli/shown_difference.h"

#include "cli/hunk_reasons.h"
#include "render/report.h"
#include "render/unified_diff.h"
#include "render/wrap.h"

#include <algorithm>
#include <cstddef>

namespace certlift::cli {
namespace {

/// The difference, with what it says in front of it wrapped for the terminal.
std::string for_terminal(const Invocation& invocation, const std::string& diff) {
  return render::wrapped_comments(diff, invocation.world.out_columns);
}

/// The bytes of a file, and the text in them.
struct Side {
  std::string_view bytes;
  std::string_view text;
};

render::Difference difference(const Invocation& invocation, const std::string& path, text::Encoding encoding,
                              Side before, Side after, const std::vector<text::LineChange>& changes) {
  const bool has_secrets = invocation.options.show_secrets;
  const auto secrets = has_secrets ? render::Secrets::shown : render::Secrets::masked;
  const bool is_for_people = invocation.world.out_is_terminal || is_illustrated(invocation.options.format);
  const auto certificates =
      is_for_people && !has_secrets ? render::Certificates::shortened : render::Certificates::whole;
  if (encoding == text::Encoding::utf8)
    return render::difference_of(path, before.bytes, after.bytes, secrets, changes, certificates);
  render::Difference shown =
      render::difference_of(path, before.text, after.text, secrets, changes, certificates);
  shown.notices.insert(shown.notices.begin(), render::in_one_line(path) + " is " +
                                                  std::string(text::name_of(encoding)) +
                                                  ", shown here in utf-8: this diff cannot be applied.");
  return shown;
}

/// `RULE: FIX`, of many the first two.
std::string heading_of(const std::vector<render::HunkReason>& reasons) {
  constexpr std::size_t most = 2;
  std::string text;
  for (const render::HunkReason& reason : std::span(reasons).first(std::min(reasons.size(), most)))
    text += (text.empty() ? "" : "; ") + render::in_one_line(reason.rule + ": " + reason.title);
  return reasons.size() > most ? text + "; and " + std::to_string(reasons.size() - most) + " more" : text;
}

}  // namespace

render::Difference difference_between(const Invocation& invocation, const engine::Reading& before,
                                      const engine::Reading& after,
                                      const std::vector<text::LineChange>& changes) {
  return difference(invocation, before.document.path(), before.encoding, {before.bytes(), before.text()},
                    {after.bytes(), after.text()}, changes);
}

std::string shown_difference(const Invocation& invocation, const engine::Repair& repair,
                             std::span<const engine::Outcome> told) {
  render::Difference difference =
      difference_between(invocation, *repair.before, *repair.after, changes_of(repair));
  const auto reasons = reasons_of(difference.hunks, repair, told);
  for (std::size_t i = 0; i < reasons.size(); ++i) difference.hunks[i].heading = heading_of(reasons[i]);
  return for_terminal(invocation, render::unified_diff(difference));
}

std::string shown_difference(const Invocation& invocation, const engine::Reading& before,
                             const engine::Reading& after) {
  const auto changes = text::diff_lines(text::split_lines(before.text()), text::split_lines(after.text()));
  return for_terminal(invocation,
                      render::unified_diff(difference_between(invocation, before, after, changes)));
}

std::string shown_difference(const Invocation& invocation, const std::string& path, std::string_view before,
                             std::string_view after) {
  if (before == after) return {};
  const auto old = text::decode(before);
  const auto now = text::decode(after);
  if (!old || !now)
    return for_terminal(invocation, "# " + render::in_one_line(path) +
                                        " differs, but cannot be shown: what it is or becomes is no text in "
                                        "UTF-8 or UTF-16.\n");
  const bool is_utf8 = old->encoding == text::Encoding::utf8 && now->encoding == text::Encoding::utf8;
  const text::Encoding encoding = is_utf8                                 ? text::Encoding::utf8
                                  : old->encoding == text::Encoding::utf8 ? now->encoding
                                                                          : old->encoding;
  const Side one = is_utf8 ? Side{before, before} : Side{before, old->text()};
  const Side other = is_utf8 ? Side{after, after} : Side{after, now->text()};
  const auto changes = text::diff_lines(text::split_lines(one.text), text::split_lines(other.text));
  return for_terminal(invocation,
                      render::unified_diff(difference(invocation, path, encoding, one, other, changes)));
}

std::vector<text::LineChange> changes_of(const engine::Repair& repair) {
  const std::string_view before = repair.before->text(), after = repair.after->text();
  if (repair.edits) return text::changed_lines(before, after, *repair.edits);
  return text::diff_lines(text::split_lines(before), text::split_lines(after));
}

}  // namespace certlift::cli
