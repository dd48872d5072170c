#include "cli/shown_difference.h"

#include "render/report.h"

namespace certlift::cli {

std::string shown_difference(const std::string& path, text::Encoding encoding, Side before, Side after,
                             render::Secrets secrets, const std::vector<text::LineChange>& changes) {
  if (encoding == text::Encoding::utf8)
    return render::unified_diff(path, before.bytes, after.bytes, secrets, changes);
  const std::string diff = render::unified_diff(path, before.text, after.text, secrets, changes);
  if (diff.empty()) return diff;
  return "# " + render::in_one_line(path) + " is " + std::string(text::name_of(encoding)) +
         ", shown here in utf-8: this diff cannot be applied.\n" + diff;
}

std::string shown_difference(const std::string& path, std::string_view before, std::string_view after,
                             render::Secrets secrets) {
  if (before == after) return {};
  const auto old = text::decode(std::string(before));
  const auto now = text::decode(std::string(after));
  if (!old || !now)
    return "# " + render::in_one_line(path) +
           " differs, but cannot be shown: what it is or becomes is no text in UTF-8 or UTF-16.\n";
  const bool is_utf8 = old->encoding == text::Encoding::utf8 && now->encoding == text::Encoding::utf8;
  const text::Encoding encoding = is_utf8                                 ? text::Encoding::utf8
                                  : old->encoding == text::Encoding::utf8 ? now->encoding
                                                                          : old->encoding;
  const Side one = is_utf8 ? Side{before, before} : Side{before, old->text};
  const Side other = is_utf8 ? Side{after, after} : Side{after, now->text};
  return shown_difference(path, encoding, one, other, secrets,
                          text::diff_lines(text::split_lines(one.text), text::split_lines(other.text)));
}

}  // namespace certlift::cli
