#include "disk/replaced_folder.h"

#include <gtest/gtest.h>

namespace certlift::disk::replaced {
namespace {

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
  folder.move_codes = {{displaced, code::sharing_violation}};
  for (int call = 0; call < 2; ++call) {
    const Replacement replacement = replace(folder);
    EXPECT_EQ(replacement.state, State::unkept);
    EXPECT_EQ(replacement.code, code::sharing_violation);
    EXPECT_EQ(folder.files, half_kept);
  }
  folder.move_codes.clear();
  EXPECT_EQ(replace(folder).displaced, Displaced::kept);
  EXPECT_EQ(folder.files, exchanged);
}

TEST(Replacement, KeepsTheOldContentThoughAnotherProcessPutAFileInItsPlace) {
  Folder folder;
  folder.replace_code = code::unable_to_move_replacement_2;
  folder.came = Folder::Came::half_way;
  folder.another_process_writes = true;
  EXPECT_EQ(replace(folder).displaced, Displaced::kept);
  EXPECT_EQ(folder.files, (Files{{"target", "another's"}, {"staged", "old"}}));
}

TEST(Replacement, ThatChangedNothingIsToldWithItsCode) {
  for (const WindowsCode code : {code::unable_to_remove_replaced, code::unable_to_move_replacement,
                                 code::sharing_violation, code::access_denied}) {
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
  folder.replace_code = code::unable_to_move_replacement_2;
  folder.came = Folder::Came::half_way;
  EXPECT_EQ(replace(folder).displaced, Displaced::kept);
  EXPECT_EQ(folder.files, exchanged);
}

TEST(Replacement, ThatCannotBeFinishedIsUndone) {
  Folder folder;
  folder.replace_code = code::unable_to_move_replacement_2;
  folder.came = Folder::Came::half_way;
  folder.move_codes = {{"staged", code::sharing_violation}};
  const Replacement replacement = replace(folder);
  EXPECT_EQ(replacement.state, State::not_made);
  EXPECT_EQ(replacement.code, code::unable_to_move_replacement_2);
  EXPECT_EQ(folder.files, old_and_staged);
}

TEST(Replacement, ThatCannotBeUndoneEitherSaysThatTheTargetIsMissing) {
  Folder folder;
  folder.replace_code = code::unable_to_move_replacement_2;
  folder.came = Folder::Came::half_way;
  folder.move_codes = {{"staged", code::sharing_violation}, {displaced, code::sharing_violation}};
  EXPECT_EQ(replace(folder).state, State::missing);
  EXPECT_EQ(folder.files, (Files{{displaced, "old"}, {"staged", "new"}}));
}

TEST(Replacement, IsMadeIfTheDiskSaysSoWhateverTheCode) {
  Folder folder;
  folder.replace_code = code::unable_to_move_replacement;
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
  EXPECT_EQ(replacement.code, code::file_not_found);
}

TEST(Replacement, IsAMoveWhereReplacingIsNotOffered) {
  Folder folder;
  folder.replace_code = code::not_supported;
  EXPECT_EQ(replace(folder).state, State::made);
  EXPECT_EQ(folder.files, only_new);
  folder.files = old_and_staged;
  folder.move_codes = {{"staged", code::access_denied}};
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
  folder.move_codes = {{displaced, code::sharing_violation}};
  const Replacement replacement = undo_half_replacement(folder, "target", "staged");
  EXPECT_EQ(replacement.state, State::missing);
  EXPECT_EQ(replacement.code, code::sharing_violation);
}

}  // namespace
}  // namespace certlift::disk::replaced
