#include "disk/replacement.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace certlift::disk {
namespace {

using State = Replacement::State;
using Files = std::map<std::string, std::string>;

constexpr WindowsCode file_not_found = 2;
constexpr WindowsCode access_denied = 5;
constexpr WindowsCode sharing_violation = 32;
constexpr WindowsCode not_supported = 50;
constexpr WindowsCode unable_to_remove_replaced = 1175;
constexpr WindowsCode unable_to_move_replacement = 1176;
constexpr WindowsCode unable_to_move_replacement_2 = 1177;

const std::string displaced = displaced_name("staged");

/// A folder in which the calls fail as one says, and leave behind what Windows leaves behind then.
class Folder : public ReplaceCalls {
 public:
  enum class Came { nowhere, half_way, through };  ///< how far ReplaceFileW comes before it fails

  Files files{{"target", "old"}, {"staged", "new"}};
  WindowsCode replace_code = 0;
  Came came = Came::nowhere;
  std::map<std::string, WindowsCode> move_codes;  ///< by what is moved
  bool another_process_writes = false;

  bool exists(const std::string& path) override { return files.contains(path); }
  WindowsCode replace(const std::string& target, const std::string& staged, const std::string& old) override {
    if (!exists(target)) return file_not_found;
    if (replace_code == 0 || came != Came::nowhere) rename(target, old);
    if (replace_code == 0 || came == Came::through) rename(staged, target);
    if (another_process_writes) files[target] = "another's";
    return replace_code;
  }
  WindowsCode move(const std::string& from, const std::string& to, Over over) override {
    if (move_codes.contains(from)) return move_codes[from];
    if (!exists(from)) return file_not_found;
    if (exists(to) && over == Over::nothing) return 183;
    rename(from, to);
    return 0;
  }

 private:
  void rename(const std::string& from, const std::string& to) {
    files[to] = files.at(from);
    files.erase(from);
  }
};

Replacement replace(Folder& folder) {
  return replace_by(folder, "target", "staged");
}

const Files old_and_staged{{"target", "old"}, {"staged", "new"}};
const Files only_new{{"target", "new"}};
const Files exchanged{{"target", "new"}, {"staged", "old"}};
const Files half_kept{{"target", "new"}, {displaced, "old"}};

TEST(Replacement, GivesTheOldContentTheNameThatTheNewOneHad) {
  Folder folder;
  const Replacement replacement = replace(folder);
  EXPECT_EQ(replacement.state, State::made);
  EXPECT_EQ(replacement.displaced, Displaced::kept);
  EXPECT_EQ(folder.files, exchanged);
}

TEST(Replacement, IsCalledAgainUntilTheOldContentHasItsName) {
  Folder folder;
  folder.move_codes = {{displaced, sharing_violation}};
  for (int call = 0; call < 2; ++call) {
    const Replacement replacement = replace(folder);
    EXPECT_EQ(replacement.state, State::unkept);
    EXPECT_EQ(replacement.code, sharing_violation);
    EXPECT_EQ(folder.files, half_kept);
  }
  folder.move_codes.clear();
  EXPECT_EQ(replace(folder).displaced, Displaced::kept);
  EXPECT_EQ(folder.files, exchanged);
}

TEST(Replacement, KeepsTheOldContentThoughAnotherProcessPutAFileInItsPlace) {
  Folder folder;
  folder.replace_code = unable_to_move_replacement_2;
  folder.came = Folder::Came::half_way;
  folder.another_process_writes = true;
  EXPECT_EQ(replace(folder).displaced, Displaced::kept);
  EXPECT_EQ(folder.files, (Files{{"target", "another's"}, {"staged", "old"}}));
}

TEST(Replacement, ThatChangedNothingIsToldWithItsCode) {
  for (const WindowsCode code :
       {unable_to_remove_replaced, unable_to_move_replacement, sharing_violation, access_denied}) {
    Folder folder;
    folder.replace_code = code;
    const Replacement replacement = replace(folder);
    EXPECT_EQ(replacement.state, State::not_made) << code;
    EXPECT_EQ(replacement.code, code);
    EXPECT_EQ(folder.files, old_and_staged) << code;
  }
}

TEST(Replacement, ThatStoppedHalfWayIsFinished) {
  Folder folder;
  folder.replace_code = unable_to_move_replacement_2;
  folder.came = Folder::Came::half_way;
  EXPECT_EQ(replace(folder).displaced, Displaced::kept);
  EXPECT_EQ(folder.files, exchanged);
}

TEST(Replacement, ThatCannotBeFinishedIsUndone) {
  Folder folder;
  folder.replace_code = unable_to_move_replacement_2;
  folder.came = Folder::Came::half_way;
  folder.move_codes = {{"staged", sharing_violation}};
  const Replacement replacement = replace(folder);
  EXPECT_EQ(replacement.state, State::not_made);
  EXPECT_EQ(replacement.code, unable_to_move_replacement_2);
  EXPECT_EQ(folder.files, old_and_staged);
}

TEST(Replacement, ThatCannotBeUndoneEitherSaysThatTheTargetIsMissing) {
  Folder folder;
  folder.replace_code = unable_to_move_replacement_2;
  folder.came = Folder::Came::half_way;
  folder.move_codes = {{"staged", sharing_violation}, {displaced, sharing_violation}};
  EXPECT_EQ(replace(folder).state, State::missing);
  EXPECT_EQ(folder.files, (Files{{displaced, "old"}, {"staged", "new"}}));
}

TEST(Replacement, IsMadeIfTheDiskSaysSoWhateverTheCode) {
  Folder folder;
  folder.replace_code = unable_to_move_replacement;
  folder.came = Folder::Came::through;
  EXPECT_EQ(replace(folder).displaced, Displaced::kept);
  EXPECT_EQ(folder.files, exchanged);
}

TEST(Replacement, OfAFileThatIsNotThereIsAMove) {
  Folder folder;
  folder.files.erase("target");
  EXPECT_EQ(replace(folder).state, State::made);
  EXPECT_EQ(folder.files, only_new);
}

TEST(Replacement, WithNothingIsTold) {
  Folder folder;
  folder.files.erase("staged");
  folder.files.erase("target");
  const Replacement replacement = replace(folder);
  EXPECT_EQ(replacement.state, State::not_made);
  EXPECT_EQ(replacement.code, file_not_found);
}

TEST(Replacement, IsAMoveWhereReplacingIsNotOffered) {
  Folder folder;
  folder.replace_code = not_supported;
  EXPECT_EQ(replace(folder).state, State::made);
  EXPECT_EQ(folder.files, only_new);
  folder.files = old_and_staged;
  folder.move_codes = {{"staged", access_denied}};
  EXPECT_EQ(replace(folder).state, State::not_made);
  EXPECT_EQ(folder.files, old_and_staged);
}

TEST(HalfReplacement, IsUndone) {
  Folder folder;
  folder.files = {{displaced, "old"}, {"staged", "new"}};
  EXPECT_EQ(undo_half_replacement(folder, "target", "staged").state, State::made);
  EXPECT_EQ(folder.files, old_and_staged);
}

TEST(HalfReplacement, ThatIsWholeGivesTheOldContentTheNameThatTheNewOneHad) {
  Folder folder;
  folder.files = half_kept;
  EXPECT_EQ(undo_half_replacement(folder, "target", "staged").state, State::made);
  EXPECT_EQ(folder.files, exchanged);
}

TEST(HalfReplacement, ThatIsNoneIsLeftAlone) {
  Folder folder;
  EXPECT_EQ(undo_half_replacement(folder, "target", "staged").state, State::made);
  EXPECT_EQ(folder.files, old_and_staged);
}

TEST(HalfReplacement, ThatCannotBeUndoneSaysSo) {
  Folder folder;
  folder.files = {{displaced, "old"}};
  folder.move_codes = {{displaced, sharing_violation}};
  const Replacement replacement = undo_half_replacement(folder, "target", "staged");
  EXPECT_EQ(replacement.state, State::missing);
  EXPECT_EQ(replacement.code, sharing_violation);
}

}  // namespace
}  // namespace certlift::disk
