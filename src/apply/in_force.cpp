#include "apply/in_force.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>

namespace certlift::apply {

std::vector<const Backup*> changes_in_force(const std::vector<Backup>& backups) {
  std::vector<const Backup*> in_force;
  std::set<std::string> undone;
  for (auto backup = backups.begin(); backup != backups.end();) {
    const auto here = backup++;
    const ChangeInfo& info = here->change.info;
    if (here->state == BackupState::unfinished || undone.contains(here->change.id)) {
      continue;
    }
    if (info.command == "undo") {
      undone.insert(info.takes_back);
      continue;
    }
    in_force.push_back(&*here);
    if (info.command == "restore") {
      backup = std::ranges::find(backup, backups.end(), info.takes_back,
                                 [](const Backup& b) { return b.change.id; });
      backup = backup == backups.end() ? backup : std::next(backup);
    }
  }
  return in_force;
}

}  // namespace certlift::apply
