#include "disk/replaced_folder.h"

#include <gtest/gtest.h>

namespace certlift::disk::replaced {
namespace {

Folder with_links() {
  Folder folder;
  folder.links = Folder::Links::offered;
  return folder;
}

TEST(OneStep, LeavesTheTargetInItsPlaceAtEveryMoment) {
  Folder folder = with_links();
  folder.replace_code = code::access_denied;
  const Replacement replacement = replace(folder);
  EXPECT_EQ(replacement.state, State::made);
  EXPECT_EQ(replacement.displaced, Displaced::kept);
  EXPECT_EQ(folder.files, exchanged);
  EXPECT_FALSE(folder.was_ever_missing);
}

TEST(OneStep, ThatCannotBeTakenIsMadeByReplaceFile) {
  for (const auto step : {Folder::Step::carry_over, Folder::Step::link, Folder::Step::supersede}) {
    Folder folder = with_links();
    folder.failing = {step};
    EXPECT_EQ(replace(folder).displaced, Displaced::kept);
    EXPECT_EQ(folder.files, exchanged);
    EXPECT_TRUE(folder.was_ever_missing) << "the test does not see what it is about";
    folder = with_links();
    folder.failing = {step};
    folder.replace_code = code::sharing_violation;
    const Replacement replacement = replace(folder);
    EXPECT_EQ(replacement.state, State::not_made);
    EXPECT_EQ(replacement.code, code::sharing_violation);
    EXPECT_EQ(folder.files, old_and_staged);
  }
}

TEST(OneStep, IsMadeIfTheDiskSaysSoWhateverTheCode) {
  Folder folder = with_links();
  folder.supersede_code = code::sharing_violation;
  EXPECT_EQ(replace(folder).displaced, Displaced::kept);
  EXPECT_EQ(folder.files, exchanged);
}

TEST(OneStep, IsNotTakenForMadeWhereItsLinkCannotBeRemoved) {
  Folder folder = with_links();
  folder.failing = {Folder::Step::supersede, Folder::Step::remove};
  for (int call = 0; call < 2; ++call) {
    const Replacement replacement = replace(folder);
    EXPECT_EQ(replacement.state, State::not_made);
    EXPECT_EQ(folder.files.at("target"), "old");
  }
  EXPECT_EQ(undo_half_replacement(folder, "target", "staged").state, State::unkept);
  folder.failing.clear();
  EXPECT_EQ(replace(folder).displaced, Displaced::kept);
  EXPECT_EQ(folder.files, exchanged);
}

TEST(OneStep, IsNotTakenOverAFileThatAnotherProcessPutThere) {
  Folder folder = with_links();
  folder.once_linked = [&] { folder.files["target"] = "another's"; };
  EXPECT_EQ(replace(folder).displaced, Displaced::kept);
  EXPECT_EQ(folder.files, (Files{{"target", "new"}, {"staged", "another's"}}));
}

TEST(OneStep, EndsWellAfterTheProcessDiedAtAnyCall) {
  for (int calls = 1; calls < 10; ++calls) {
    Folder folder = with_links();
    folder.calls_until_the_end = calls;
    replace(folder);
    EXPECT_FALSE(folder.was_ever_missing) << calls;
    folder.calls_until_the_end = -1;
    EXPECT_EQ(undo_half_replacement(folder, "target", "staged").state, State::made) << calls;
    EXPECT_TRUE(folder.files == old_and_staged || folder.files == exchanged) << calls;
  }
}

}  // namespace
}  // namespace certlift::disk::replaced
