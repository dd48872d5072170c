#include "text/edit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace certlift::text {
namespace {

using testing::ElementsAre;

bool add(EditSet& set, const std::vector<Edit>& edits) {
  return set.add(edits).has_value();
}

/// Whether two edits go into one set, whichever comes first.
bool go_together(const Edit& a, const Edit& b) {
  EditSet ab;
  EditSet ba;
  const bool together = add(ab, {a, b});
  EXPECT_EQ(add(ba, {b, a}), together);
  return together;
}

std::string applied(const std::vector<Edit>& edits, std::string_view original) {
  EditSet set;
  EXPECT_TRUE(add(set, edits));
  return set.apply(original);
}

TEST(EditSet, MakesNoChangeWhenEmpty) {
  EXPECT_TRUE(EditSet().empty());
  EXPECT_EQ(EditSet().apply("text"), "text");
}

TEST(EditSet, InsertsDeletesAndReplaces) {
  EXPECT_EQ(applied({{{4, 5}, "EE"}, {{0, 1}, ""}, {{2, 2}, "+"}}, "abcdef"), "b+cdEEf");
  EXPECT_EQ(applied({{{0, 0}, "<"}, {{3, 3}, ">"}}, "abc"), "<abc>");
  EXPECT_EQ(applied({{{0, 3}, ""}}, "abc"), "");
  EXPECT_EQ(applied({{{0, 0}, "x"}}, ""), "x");
}

TEST(EditSet, KeepsEditsInTheOrderOfTheText) {
  EditSet set;
  ASSERT_TRUE(add(set, {{{7, 8}, "c"}, {{3, 5}, ""}}));
  ASSERT_TRUE(add(set, {{{3, 3}, "a"}, {{5, 5}, "b"}}));
  EXPECT_THAT(set.edits(),
              ElementsAre(Edit{{3, 3}, "a"}, Edit{{3, 5}, ""}, Edit{{5, 5}, "b"}, Edit{{7, 8}, "c"}));
}

TEST(EditSet, RefusesSpansThatShareAByte) {
  EXPECT_FALSE(go_together({{0, 3}, ""}, {{2, 4}, ""}));
  EXPECT_FALSE(go_together({{0, 9}, ""}, {{2, 4}, ""}));
  EXPECT_FALSE(go_together({{0, 9}, ""}, {{0, 4}, ""}));
  EXPECT_FALSE(go_together({{0, 9}, ""}, {{5, 9}, ""}));
  EXPECT_FALSE(go_together({{2, 4}, "x"}, {{2, 4}, "y"}));
}

TEST(EditSet, LetsSpansTouch) {
  EXPECT_TRUE(go_together({{0, 3}, "x"}, {{3, 4}, "y"}));
}

TEST(EditSet, RefusesAnInsertionStrictlyInsideASpan) {
  EXPECT_FALSE(go_together({{2, 5}, ""}, {{3, 3}, "x"}));
  EXPECT_FALSE(go_together({{2, 5}, ""}, {{4, 4}, "x"}));
}

TEST(EditSet, InsertsBeforeWhatBeginsThereAndAfterWhatEndsThere) {
  EXPECT_TRUE(go_together({{2, 5}, ""}, {{2, 2}, "x"}));
  EXPECT_TRUE(go_together({{2, 5}, ""}, {{5, 5}, "x"}));
  EXPECT_EQ(applied({{{2, 5}, "R"}, {{2, 2}, "x"}, {{5, 5}, "y"}}, "abcdefg"), "abxRyfg");
}

TEST(EditSet, RefusesDifferentInsertionsAtOnePlace) {
  EXPECT_FALSE(go_together({{2, 2}, "x"}, {{2, 2}, "y"}));
}

TEST(EditSet, TakesEqualEditsForOne) {
  EXPECT_EQ(applied({{{1, 1}, "x"}, {{1, 1}, "x"}, {{2, 3}, "y"}, {{2, 3}, "y"}}, "abc"), "axby");
}

TEST(EditSet, LeavesOutEditsThatChangeNothing) {
  EditSet set;
  ASSERT_TRUE(add(set, {{{2, 5}, ""}, {{3, 3}, ""}, {{1, 1}, "x"}, {{1, 1}, ""}}));
  EXPECT_THAT(set.edits(), ElementsAre(Edit{{1, 1}, "x"}, Edit{{2, 5}, ""}));
}

TEST(EditSet, NamesTheTwoEditsThatMeet) {
  EditSet set;
  ASSERT_TRUE(add(set, {{{2, 5}, "x"}}));
  const std::vector<Edit> edits = {{{0, 1}, "y"}, {{4, 6}, "z"}};
  const auto result = set.add(edits);
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().present, (Edit{{2, 5}, "x"}));
  EXPECT_EQ(result.error().refused, (Edit{{4, 6}, "z"}));
}

TEST(EditSet, AddsAllOrNothing) {
  EditSet set;
  ASSERT_TRUE(add(set, {{{2, 5}, "x"}, {{8, 9}, ""}}));
  EXPECT_FALSE(add(set, {{{0, 1}, "y"}, {{8, 9}, ""}, {{6, 7}, "z"}, {{4, 6}, "w"}}));
  EXPECT_THAT(set.edits(), ElementsAre(Edit{{2, 5}, "x"}, Edit{{8, 9}, ""}));
  EXPECT_FALSE(add(set, {{{0, 2}, "y"}, {{1, 2}, "z"}})) << "the edits of one fix may meet each other, too";
  EXPECT_THAT(set.edits(), ElementsAre(Edit{{2, 5}, "x"}, Edit{{8, 9}, ""}));
}

TEST(EditSet, GivesTheWayBackForDeletionsThatTouch) {
  EditSet set;
  ASSERT_TRUE(add(set, {{{0, 2}, ""}, {{2, 4}, ""}, {{5, 6}, "x"}, {{6, 7}, ""}, {{7, 7}, "y"}}));
  const EditSet back = set.inverse("ababefg");
  EXPECT_EQ(set.apply("ababefg"), "exy");
  EXPECT_THAT(back.edits(),
              ElementsAre(Edit{{0, 0}, "abab"}, Edit{{1, 2}, "f"}, Edit{{2, 2}, "g"}, Edit{{2, 3}, ""}));
}

/// Whether edits meet, as the header tells it.
bool meet_by_the_book(const Edit& a, const Edit& b) {
  if (a == b) return false;
  if (a.span.empty() && b.span.empty()) return a.span == b.span;
  const auto inside = [](Span point, Span span) {
    return span.begin < point.begin && point.begin < span.end;
  };
  if (a.span.empty()) return inside(a.span, b.span);
  if (b.span.empty()) return inside(b.span, a.span);
  return std::max(a.span.begin, b.span.begin) < std::min(a.span.end, b.span.end);
}

Edit random_edit(std::mt19937& random, std::size_t size) {
  const std::size_t begin = random() % (size + 1);
  const std::size_t end = std::min(size, begin + random() % 4);
  const std::size_t length = random() % 3;
  if (begin == end && length == 0) return {{begin, end}, "+"};
  return {{begin, end}, std::string(length, static_cast<char>('A' + random() % 2))};
}

TEST(EditSet, RefusesExactlyTheEditsThatMeetOnePresent) {
  std::mt19937 random(2);
  for (int round = 0; round < 500; ++round) {
    EditSet set;
    std::vector<Edit> present;
    for (int i = 0; i < 30; ++i) {
      const Edit edit = random_edit(random, 40);
      const bool meets =
          std::ranges::any_of(present, [&](const Edit& other) { return meet_by_the_book(edit, other); });
      ASSERT_EQ(add(set, {edit}), !meets);
      if (!meets && std::ranges::find(present, edit) == present.end()) present.push_back(edit);
      ASSERT_EQ(set.edits().size(), present.size());
    }
  }
}

TEST(EditSet, InverseRestoresTheOriginal) {
  std::mt19937 random(3);
  for (int round = 0; round < 2000; ++round) {
    std::string original;
    for (std::size_t i = random() % 40; i > 0; --i) original += static_cast<char>('a' + random() % 3);
    EditSet set;
    for (int i = 0; i < 12; ++i) add(set, {random_edit(random, original.size())});
    const std::string changed = set.apply(original);
    const EditSet back = set.inverse(original);
    ASSERT_EQ(back.apply(changed), original);
    ASSERT_EQ(back.inverse(changed).apply(original), changed);
  }
}

TEST(EditSet, GrowsByManySmallFixes) {
  EditSet set;
  constexpr std::size_t fixes = 20'000;
  for (std::size_t i = 0; i < fixes; ++i) {
    const std::size_t site = 10 * (fixes - i);
    const std::size_t location = 10 * fixes + 10 * i;
    ASSERT_TRUE(add(set, {{{site, site}, "+"}, {{location, location + 5}, ""}}));
  }
  EXPECT_EQ(set.edits().size(), 2 * fixes);
  EXPECT_EQ(set.apply(std::string(20 * fixes, '-')).size(), 20 * fixes - 4 * fixes);
}

TEST(Span, KnowsWhatItContains) {
  const Span span{2, 4};
  EXPECT_FALSE(span.contains(1));
  EXPECT_TRUE(span.contains(2));
  EXPECT_FALSE(span.contains(4));
  EXPECT_TRUE(span.contains(Span{2, 4}));
  EXPECT_FALSE(span.contains(Span{1, 3}));
  EXPECT_FALSE(span.contains(Span{3, 5}));
  EXPECT_EQ(span.of("abcdef"), "cd");
}

}  // namespace
}  // namespace certlift::text
