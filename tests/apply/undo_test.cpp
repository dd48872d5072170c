#include "apply/undo.h"

#include "apply/in_force.h"
#include "apply/world.h"
#include "text/encoding.h"

#include <gtest/gtest.h>

#include <random>

namespace certlift::apply {
namespace {

using Lines = std::vector<std::string>;

std::string joined(const Lines& lines, const std::string& end = "\n") {
  std::string text;
  for (const std::string& line : lines) {
    text += line + end;
  }
  return text;
}

const std::string before = joined({"a", "b", "c", "d", "e", "f"});
const std::string after = joined({"a", "b", "C", "d", "e", "f"});

std::vector<LineRange> in_the_way(std::string_view present) {
  const auto result = reverted(before, after, present);
  return result ? std::vector<LineRange>() : result.error();
}

TEST(Reverted, GivesBackWhatWasBefore) {
  EXPECT_EQ(reverted(before, after, after), before);
}

TEST(Reverted, KeepsWhatOthersChangedElsewhere) {
  EXPECT_EQ(reverted(before, after, joined({"a", "new", "b", "C", "d", "e", "F"})),
            joined({"a", "new", "b", "c", "d", "e", "F"}));
  EXPECT_EQ(reverted(before, after, joined({"C", "d", "f"})), joined({"c", "d", "f"}));
}

TEST(Reverted, KeepsWhatOthersChangedRightBesideIt) {
  EXPECT_EQ(reverted(before, after, joined({"a", "B", "C", "D", "e", "f"})),
            joined({"a", "B", "c", "D", "e", "f"}));
}

TEST(Reverted, KeepsWhatOthersPutRightBeforeAndBehindIt) {
  EXPECT_EQ(reverted(before, after, joined({"a", "b", "1", "C", "2", "d", "e", "f"})),
            joined({"a", "b", "1", "c", "2", "d", "e", "f"}));
}

TEST(Reverted, RefusesWhereOthersChangedTheSameLineAndNamesIt) {
  EXPECT_EQ(in_the_way(joined({"a", "b", "x", "d", "e", "f"})), (std::vector<LineRange>{{3, 3}}));
  EXPECT_EQ(in_the_way(joined({"0", "a", "b", "x", "y", "e", "f"})), (std::vector<LineRange>{{4, 5}}));
}

TEST(Reverted, RefusesWhereOthersRemovedTheLine) {
  EXPECT_EQ(in_the_way(joined({"a", "b", "d", "e", "f"})), (std::vector<LineRange>{{3, 3}}));
  EXPECT_EQ(in_the_way(""), (std::vector<LineRange>{{1, 1}}));
}

TEST(Reverted, RefusesALineThatOthersPutAmongOurs) {
  const std::string with = joined({"a", "1", "2", "3", "z"});
  const std::string without = joined({"a", "z"});
  const auto result = reverted(without, with, joined({"a", "1", "2", "mine", "3", "z"}));
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error(), (std::vector<LineRange>{{4, 4}}));
}

TEST(Reverted, RefusesTwoInsertionsAtOnePlace) {
  const std::string with = joined({"a", "1", "z"});
  const std::string without = joined({"a", "z"});
  EXPECT_FALSE(reverted(with, without, joined({"a", "other", "z"})));
}

TEST(Reverted, NamesEveryPlaceOnce) {
  const auto result = reverted(joined({"a", "b", "c", "d", "e"}), joined({"a", "B", "c", "D", "e"}),
                               joined({"a", "x", "y", "c", "z", "e"}));
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error(), (std::vector<LineRange>{{2, 3}, {5, 5}}));
}

TEST(Reverted, DoesNothingTwice) {
  EXPECT_EQ(reverted(before, after, before), before);
  EXPECT_EQ(reverted(before, after, joined({"a", "b", "c", "d", "e", "F"})),
            joined({"a", "b", "c", "d", "e", "F"}));
}

TEST(Reverted, RevertsItself) {
  const std::string present = joined({"a", "b", "C", "d", "e", "F"});
  const std::string undone = reverted(before, after, present).value();
  EXPECT_EQ(reverted(present, undone, undone), present);
}

TEST(Reverted, KeepsLineEndsOfAllKinds) {
  EXPECT_EQ(reverted("a\r\nb\nc", "a\r\nB\nc", "A\r\nB\nc"), "A\r\nb\nc");
  EXPECT_EQ(reverted("a\nb", "a\nb\n", "A\nb\n"), "A\nb");
}

TEST(Reverted, NeverJoinsTwoLines) {
  // We had removed the last line, and another edit has removed the line end before it.
  const auto result = reverted("a\nb\nc\n", "a\nb\n", "a\nb");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error(), (std::vector<LineRange>{{2, 2}}));
}

TEST(Reverted, GivesBackTheVeryBytesWhenNobodyElseChangedAnything) {
  for (const char* odd : {"", "\xff", "\xff\xfe<\0", "a\r\rb\n\r"}) {
    EXPECT_EQ(reverted(odd, "after", "after"), odd);
  }
}

TEST(Reverted, WorksByTagsInOneLine) {
  const std::string with = "<r><a><m/></a><p/><q x='1'/></r>";
  const std::string without = "<r><a/><p><m/></p><q x='1'/></r>";
  EXPECT_EQ(reverted(without, with, "<r><new/><a><m/></a><p/><q x='2'/></r>"),
            "<r><new/><a/><p><m/></p><q x='2'/></r>");
  EXPECT_EQ(reverted(without, with, "<r><a><m/></a><p/></r>"), "<r><a/><p><m/></p></r>");
}

TEST(Reverted, RefusesInOneLineWhereOthersChangedTheSameTag) {
  const auto result = reverted("<r><a/><p><m y='1'/></p></r>", "<r><a><m y='1'/></a><p/></r>",
                               "<r><b><m y='1'/></b><p/></r>");
  ASSERT_FALSE(result) << *result;
  EXPECT_EQ(result.error(), (std::vector<LineRange>{{1, 1}}));
}

TEST(Reverted, WorksByWholeLinesAloneWhereThereAreAny) {
  const std::string with = "<a/>\n<m/><n/>\n<b/>\n";
  const std::string without = "<a/>\n<n/>\n<b/>\n";
  EXPECT_FALSE(reverted(without, with, "<a/>\n<m/><n/><mine/>\n<b/>\n"));
}

TEST(Reverted, WorksByLinesOfCharactersInUtf16) {
  const auto wide = [](const std::string& text) {
    return text::encode(text, text::Encoding::utf16_le, text::Bom::present);
  };
  // U+0A0D and U+0D0A hold the bytes of line ends without being any.
  const std::string odd = "<a>\xe0\xa8\x8d\xe0\xb4\x8a</a>\r\n";
  EXPECT_EQ(
      reverted(wide("<r>\r\n" + odd + "<b/>\r\n<d/>\r\n</r>"), wide("<r>\r\n" + odd + "<c/>\r\n<d/>\r\n</r>"),
               wide("<r>\r\n<x/>\r\n" + odd + "<c/>\r\n<d/>\r\n</r>")),
      wide("<r>\r\n<x/>\r\n" + odd + "<b/>\r\n<d/>\r\n</r>"));
}

TEST(Reverted, WorksOnBytesThatAreNoText) {
  EXPECT_EQ(reverted("\xff\nb\nc\n", "\xff\nB\nc\n", "\xff\nB\nC\n"), "\xff\nb\nC\n");
}

/// Every third line is never changed, so that our edits and later ones never overlap.
void take_any_change_out(const std::string& begin, const std::string& end) {
  std::mt19937 random(20261122);
  const auto chance = [&](unsigned n) { return random() % n == 0; };
  for (int round = 0; round < 500; ++round) {
    Lines first, second, third, wanted;
    for (int i = 0; i < 30; ++i) {
      const std::string line = begin + std::to_string(i);
      const bool ours = i % 6 == 1 && chance(2);
      const bool theirs = i % 6 == 4 && chance(2);
      const std::string other = chance(2) ? "" : begin + "changed " + std::to_string(i);
      const auto put = [](Lines& lines, const std::string& text) {
        if (!text.empty()) {
          lines.push_back(text);
        }
      };
      const bool added = chance(3);  // the change may as well have added the line
      const std::string from = ours && added ? other : line;
      const std::string to = ours && !added ? other : line;
      put(first, from);
      put(second, to);
      put(third, theirs ? other : to);
      put(wanted, theirs ? other : from);
    }
    EXPECT_EQ(reverted(joined(first, end), joined(second, end), joined(third, end)), joined(wanted, end));
  }
}

TEST(Reverted, TakesAnyChangeOutFromAmongAnyOthers) {
  take_any_change_out("line ", "\n");
  take_any_change_out("line ", "\r\n");
}

TEST(Reverted, TakesAnyChangeOutFromAmongAnyOthersInOneLine) {
  take_any_change_out("<line ", "/>");
}

class UndoTest : public testing::Test {
 protected:
  UndoTest() { world.disk.put(test::target, before, 0640, "iis"); }
  std::string change(std::string_view bytes) { return world.change(bytes).value().id; }
  Result<Outcome> take_away(const std::string& id) {
    const auto ready = prepare_undo(world.disk, test::target, id, {});
    return ready ? undo(world.context(), *ready) : std::unexpected(ready.error());
  }
  /// Undoes the last change in force; "" if there is none.
  std::string take_last_away() {
    const auto ready = prepare_last_undo(world.disk, test::target, {});
    EXPECT_TRUE(ready) << (ready ? "" : ready.error().message);
    if (!ready || !*ready) {
      return "";
    }
    EXPECT_TRUE(undo(world.context(), **ready));
    return (*ready)->backup.change.id;
  }
  void put_back(const std::string& id) {
    const auto ready = prepare_restore(world.disk, test::target, id, {});
    ASSERT_TRUE(restore(world.context(), ready.value(), Force::yes));
  }
  std::string present() { return world.disk.bytes(test::target); }

  test::World world;
};

TEST_F(UndoTest, RevertsTheNewestChangeAndKeepsLaterEdits) {
  change(after);
  world.disk.put(test::target, after + "later\n", 0640, "iis");
  EXPECT_NE(take_last_away(), "");
  EXPECT_EQ(present(), before + "later\n");
  EXPECT_EQ(world.backups()[0].change.info.command, "undo");
}

TEST_F(UndoTest, CanBeUndone) {
  change(after);
  const std::string undone = take_away(world.backups()[0].change.id).value().id;
  ASSERT_TRUE(take_away(undone));
  EXPECT_EQ(present(), after);
}

TEST_F(UndoTest, TakesSeveralChangesBackInAnyOrder) {
  const std::string one = change(after);
  const std::string two = change(joined({"A", "b", "C", "d", "e", "f"}));
  const std::string three = change(joined({"A", "b", "C", "d", "E1", "E2", "f"}));
  std::vector<std::string> order = {one, two, three};
  do {
    test::World copy;
    copy.disk.put(test::target, before);
    std::map<std::string, std::string> ids = {
        {one, copy.change(after)->id},
        {two, copy.change(joined({"A", "b", "C", "d", "e", "f"}))->id},
        {three, copy.change(joined({"A", "b", "C", "d", "E1", "E2", "f"}))->id}};
    for (const std::string& id : order) {
      const auto ready = prepare_undo(copy.disk, test::target, ids[id], {});
      ASSERT_TRUE(ready) << ready.error().message;
      ASSERT_TRUE(undo(copy.context(), *ready));
    }
    EXPECT_EQ(copy.disk.bytes(test::target), before);
  } while (std::ranges::next_permutation(order).found);
}

TEST_F(UndoTest, RefusesAndNamesTheLinesThatStandInTheWay) {
  const std::string id = change(after);
  world.disk.put(test::target, joined({"0", "a", "b", "x", "y", "d", "e", "f"}));
  const auto refused = take_away(id);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::changed);
  EXPECT_EQ(refused.error().path, test::target);
  EXPECT_EQ(refused.error().line, 4U);
  EXPECT_TRUE(refused.error().message.contains("covers what was modified since in lines 4-5"))
      << refused.error().message;
  EXPECT_NE(refused.error().message.find(id), std::string::npos);
}

TEST_F(UndoTest, WritesNothingWhenTheChangeIsNotInForceAnyMore) {
  const std::string id = change(after);
  ASSERT_TRUE(take_away(id));
  EXPECT_FALSE(take_away(id)->changed());
  EXPECT_EQ(present(), before);
}

TEST_F(UndoTest, IsNotMadeFromDamagedBackups) {
  const std::string id = change(after);
  const std::string path = "/iis/.certlift/" + id + "/applicationHost.config.after";
  world.disk.put(path, "damaged");
  const auto refused = take_away(id);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::unreadable);
  EXPECT_EQ(refused.error().path, path);
}

TEST_F(UndoTest, SaysThatThereIsNothingToUndo) {
  EXPECT_EQ(prepare_last_undo(world.disk, test::target, {}).error().code, ErrorCode::not_found);
  EXPECT_EQ(take_away("20200101T000000Z-0000").error().code, ErrorCode::not_found);
}

TEST_F(UndoTest, TakesOneChangeAfterTheOtherAndNeverAnUndo) {
  const std::string one = change(after);
  const std::string two = change(joined({"A", "b", "C", "d", "e", "f"}));
  EXPECT_EQ(take_last_away(), two);
  EXPECT_EQ(take_last_away(), one);
  EXPECT_EQ(present(), before);
  const auto backups = world.backups().size();
  EXPECT_EQ(take_last_away(), "");
  EXPECT_EQ(present(), before);
  EXPECT_EQ(world.backups().size(), backups);
}

TEST_F(UndoTest, TakesAChangeThatIsInForceAgainBecauseItsUndoWasUndone) {
  const std::string one = change(after);
  const std::string undone = take_away(one).value().id;
  ASSERT_TRUE(take_away(undone));
  EXPECT_EQ(present(), after);
  EXPECT_EQ(take_last_away(), one);
  EXPECT_EQ(present(), before);
  EXPECT_EQ(take_last_away(), "");
}

TEST_F(UndoTest, TakesARestoreForAChangeAndKnowsWhatItEnded) {
  const std::string one = change(after);
  const std::string two = change(joined({"A", "b", "C", "d", "e", "f"}));
  change(joined({"A", "b", "C", "d", "e", "F"}));
  put_back(two);
  const std::string restored = world.backups()[0].change.id;
  EXPECT_EQ(present(), after);
  EXPECT_EQ(take_last_away(), restored);
  EXPECT_EQ(present(), joined({"A", "b", "C", "d", "e", "F"}));
  put_back(two);
  take_away(one);
  EXPECT_EQ(present(), before);
  put_back(one);
  EXPECT_EQ(present(), before);
}

TEST_F(UndoTest, GoesOnBelowARestoreWithWhatIsStillInForce) {
  const std::string one = change(after);
  const std::string two = change(joined({"A", "b", "C", "d", "e", "f"}));
  put_back(two);
  ASSERT_TRUE(take_away(one));
  const std::vector<Backup> backups = world.backups();
  const auto in_force = changes_in_force(backups);
  ASSERT_EQ(in_force.size(), 1U);
  EXPECT_EQ(in_force[0]->change.info.command, "restore");
}

TEST_F(UndoTest, PassesOverChangesOfWhichTheFileShowsNothingAnyMore) {
  const std::string one = change(after);
  change(joined({"A", "b", "C", "d", "e", "f"}));
  world.disk.put(test::target, after);
  EXPECT_EQ(take_last_away(), one);
  EXPECT_EQ(present(), before);
}

TEST_F(UndoTest, DoesNotPassOverAChangeWhoseBackupIsDamagedOrMissing) {
  change(after);
  const std::string two = change(joined({"A", "b", "C", "d", "e", "f"}));
  const std::string folder = "/iis/.certlift/" + two;
  world.disk.put(folder + "/applicationHost.config.after", "damaged");
  EXPECT_EQ(prepare_last_undo(world.disk, test::target, {}).error().code, ErrorCode::unreadable);
  world.disk.erase(folder);
  const auto missing = prepare_last_undo(world.disk, test::target, {});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::not_found);
  EXPECT_EQ(missing.error().path, folder);
  EXPECT_EQ(take_away(two).error().path, folder);
}

TEST_F(UndoTest, KnowsWhatAnUndoUndidThoughItsBackupIsMissing) {
  const std::string one = change(after);
  const std::string undone = take_away(one).value().id;
  world.disk.erase("/iis/.certlift/" + undone);
  world.disk.put(test::target, after);
  EXPECT_EQ(take_last_away(), "") << "by the records it is undone, whatever others have written since";
}

TEST_F(UndoTest, NamesTheLinesInTheWayOfTheLastChange) {
  change(after);
  world.disk.put(test::target, joined({"a", "b", "x", "d", "e", "f"}));
  const auto ready = prepare_last_undo(world.disk, test::target, {});
  ASSERT_TRUE(ready && *ready);
  EXPECT_EQ((*ready)->in_the_way, (std::vector<LineRange>{{3, 3}}));
}

TEST_F(UndoTest, DoesNotPassOverAChangeOfAFileThatWasEmptied) {
  change(after);
  world.disk.put(test::target, "");
  const auto ready = prepare_last_undo(world.disk, test::target, {});
  ASSERT_TRUE(ready && *ready);
  EXPECT_EQ((*ready)->in_the_way, (std::vector<LineRange>{{1, 1}}));
}

TEST(ChangesInForce, AreNotThoseThatAreStillBeingMade) {
  const std::vector<Backup> backups{{{.id = "2"}, BackupState::unfinished, {}, {}, {}},
                                    {{.id = "1"}, BackupState::intact, {}, {}, {}}};
  EXPECT_EQ(changes_in_force(backups), std::vector{&backups[1]});
}

}  // namespace
}  // namespace certlift::apply
