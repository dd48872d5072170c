#include "cli/shown_difference.h"

#include "library/difference.h"
#include "library/hunk_reasons.h"
#include "render/report.h"
#include "render/unified_diff.h"
#include "render/wrap.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>

namespace certlift::cli {
namespace {

/// The difference, with what it says in front of it wrapped for the terminal.
std::string for_terminal(const Invocation& invocation, std::string diff) {
  return render::wrapped_comments(std::move(diff), invocation.world.out_columns);
}

render::Difference difference(const Invocation& invocation, const std::string& path, text::Encoding encoding,
                              library::Side before, library::Side after,
                              const std::vector<text::LineChange>& changes) {
  const bool has_secrets = invocation.options.show_secrets;
  const auto secrets = has_secrets ? render::Secrets::shown : render::Secrets::masked;
  const bool is_shortened = invocation.world.out_is_terminal && !has_secrets;
  const auto certificates = is_shortened ? render::Certificates::shortened : render::Certificates::whole;
  return library::difference_between(path, encoding, before, after, changes, secrets, certificates);
}

render::Difference difference(const Invocation& invocation, const engine::Reading& before,
                              const engine::Reading& after, const std::vector<text::LineChange>& changes) {
  return difference(invocation, before.document.path(), before.encoding, {before.bytes(), before.text()},
                    {after.bytes(), after.text()}, changes);
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

std::string shown_difference(const Invocation& invocation, const engine::Repair& repair) {
  render::Difference shown =
      difference(invocation, *repair.before, *repair.after, library::changes_of(repair));
  const auto reasons = library::reasons_of(shown.hunks, repair, render::masked(repair.outcomes));
  for (std::size_t i = 0; i < reasons.size(); ++i) shown.hunks[i].heading = heading_of(reasons[i]);
  return for_terminal(invocation, render::unified_diff(shown));
}

std::string shown_difference(const Invocation& invocation, const engine::Reading& before,
                             const engine::Reading& after) {
  const auto changes = text::diff_lines(text::split_lines(before.text()), text::split_lines(after.text()));
  return for_terminal(invocation, render::unified_diff(difference(invocation, before, after, changes)));
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
  const library::Side one = is_utf8 ? library::Side{before, before} : library::Side{before, old->text()};
  const library::Side other = is_utf8 ? library::Side{after, after} : library::Side{after, now->text()};
  const auto changes = text::diff_lines(text::split_lines(one.text), text::split_lines(other.text));
  return for_terminal(invocation,
                      render::unified_diff(difference(invocation, path, encoding, one, other, changes)));
}

}  // namespace certlift::cli
