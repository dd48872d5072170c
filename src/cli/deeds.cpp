#include "cli/deeds.h"

#include "render/report.h"
#include "render/shell_word.h"

namespace certlift::cli {

void Deeds::add(const std::string& path, const std::string& done, const std::string& backup) {
  const std::scoped_lock lock(mutex_);
  lines_.push_back(render::in_one_line(path) + ": " + done + (backup.empty() ? "" : "; backup " + backup));
}

void Deeds::add(const std::string& path, const Error& error) {
  if (error.aftermath == Aftermath::changed) add(path, "changed", error.change);
  if (error.aftermath == Aftermath::put_back)
    add(path, "what another process had written is in place again", "");
  if (error.aftermath == Aftermath::unknown) add(path, "perhaps changed", error.change);
}

void Deeds::add_put_back(const std::string& path, Error& error) {
  if (error.aftermath != Aftermath::unchanged) return;
  error.aftermath = Aftermath::put_back;
  add(path, error);
}

std::string Deeds::ending() const {
  const std::scoped_lock lock(mutex_);
  if (!may_change()) return {};
  if (lines_.empty()) return "; nothing was changed";
  std::string text = "; this was changed, and stays so:";
  for (const std::string& line : lines_) text += "\ncertlift: " + line;
  return text;
}

std::string ending_of(const Error& error, const std::string& path, Targets targets) {
  const std::string id = error.change;
  switch (error.aftermath) {
    case Aftermath::unchanged:
      return targets == Targets::one ? "; nothing was changed" : "; " + path + " was not changed";
    case Aftermath::changed:
      return "; the file was changed" +
             (id.empty() ? "" : "; to undo that: certlift undo " + render::shell_word(path) + " " + id);
    case Aftermath::unfinished:
      return "; nothing was changed now, and an earlier change that was interrupted is not finished yet";
    case Aftermath::put_back:
      return "; what another process had written is in place again, and nothing else was changed";
    case Aftermath::unknown:
      break;
  }
  return "; it is not known whether the file was changed; " +
         (id.empty() ? "if it was, certlift backups lists the change"
                     : "the backup " + id + " holds the previous file");
}

}  // namespace certlift::cli
