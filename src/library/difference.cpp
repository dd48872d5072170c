#include "library/difference.h"

#include "render/report.h"

namespace certlift::library {

render::Difference difference_between(const std::string& path, text::Encoding encoding, Side before,
                                      Side after, const std::vector<text::LineChange>& changes,
                                      render::Secrets secrets, render::Certificates certificates) {
  if (encoding == text::Encoding::utf8)
    return render::difference_of(path, before.bytes, after.bytes, secrets, changes, certificates);
  render::Difference shown =
      render::difference_of(path, before.text, after.text, secrets, changes, certificates);
  shown.notices.insert(shown.notices.begin(), render::in_one_line(path) + " is " +
                                                  std::string(text::name_of(encoding)) +
                                                  ", shown here in utf-8: this diff cannot be applied.");
  return shown;
}

std::vector<text::LineChange> changes_of(const engine::Repair& repair) {
  const std::string_view before = repair.before->text(), after = repair.after->text();
  if (repair.edits) return text::changed_lines(before, after, *repair.edits);
  return text::diff_lines(text::split_lines(before), text::split_lines(after));
}

}  // namespace certlift::library
