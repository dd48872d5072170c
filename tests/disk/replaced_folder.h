#pragma once

#include "disk/replacement.h"
#include "disk/windows_codes.h"

#include <functional>
#include <map>
#include <set>
#include <string>

namespace certlift::disk::replaced {

using State = Replacement::State;
using Files = std::map<std::string, std::string>;

inline const std::string displaced = displaced_name("staged");

/// A folder in which the calls fail as one says, and leave behind what Windows leaves behind then. It has
/// hard links only if one says so: else the two steps of ReplaceFileW are looked at.
class Folder : public ReplaceCalls {
 public:
  enum class Came { nowhere, half_way, through };  ///< how far ReplaceFileW comes before it fails

  Files files{{"target", "old"}, {"staged", "new"}};
  WindowsCode replace_code = 0;
  Came came = Came::nowhere;
  std::map<std::string, WindowsCode> move_codes;  ///< by what is moved
  bool another_process_writes = false;

  enum class Links { none, offered };
  Links links = Links::none;
  enum class Step { none, carry_over, link, supersede, remove };
  std::set<Step> failing;
  WindowsCode supersede_code = 0;  ///< of a call that has done its work
  std::function<void()> once_linked;
  int calls_until_the_end = -1;  ///< then the process dies: no call does anything any more
  bool was_ever_missing = false;

  bool exists(const std::string& path) override { return files.contains(path); }
  WindowsCode carry_over(const std::string&, const std::string&) override {
    return result_of(Step::carry_over);
  }
  WindowsCode link(const std::string& target, const std::string& displaced_link) override {
    if (links == Links::none) return code::not_supported;
    if (const WindowsCode code = result_of(Step::link); code != 0) return code;
    if (exists(displaced_link)) return code::already_exists;
    files[displaced_link] = files.at(target);
    if (once_linked) once_linked();
    return 0;
  }
  bool is_same_file(const std::string& path, const std::string& other) override {
    return exists(path) && exists(other) && files.at(path) == files.at(other);  // each has content of its own
  }
  WindowsCode supersede(const std::string& target, const std::string& staged) override {
    if (const WindowsCode code = result_of(Step::supersede); code != 0) return code;
    rename(staged, target);
    return supersede_code;
  }
  WindowsCode remove(const std::string& path) override {
    if (const WindowsCode code = result_of(Step::remove); code != 0) return code;
    files.erase(path);
    return 0;
  }
  WindowsCode replace(const std::string& target, const std::string& staged, const std::string& old) override {
    if (is_dead()) return code::access_denied;
    if (!exists(target)) return code::file_not_found;
    if (replace_code == 0 || came != Came::nowhere) rename(target, old);
    if (replace_code == 0 || came == Came::through) rename(staged, target);
    if (another_process_writes) files[target] = "another's";
    return replace_code;
  }
  WindowsCode move(const std::string& from, const std::string& to, Over over) override {
    if (is_dead()) return code::access_denied;
    if (move_codes.contains(from)) return move_codes[from];
    if (!exists(from)) return code::file_not_found;
    if (exists(to) && over == Over::nothing) return code::already_exists;
    rename(from, to);
    return 0;
  }

 private:
  bool is_dead() {
    return calls_until_the_end == 0 || (calls_until_the_end > 0 && --calls_until_the_end == 0);
  }
  WindowsCode result_of(Step step) { return is_dead() || failing.contains(step) ? code::access_denied : 0; }
  void rename(const std::string& from, const std::string& to) {
    files[to] = files.at(from);
    files.erase(from);
    was_ever_missing = was_ever_missing || !exists("target");
  }
};

inline Replacement replace(Folder& folder) {
  return replace_by(folder, "target", "staged");
}

inline const Files old_and_staged{{"target", "old"}, {"staged", "new"}};
inline const Files only_new{{"target", "new"}};
inline const Files exchanged{{"target", "new"}, {"staged", "old"}};

}  // namespace certlift::disk::replaced
