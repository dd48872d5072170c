#include "text/diff.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace certlift::text {
namespace {

std::vector<LineChange> changes(const std::string& before, const std::vector<Edit>& edits) {
  EditSet set;
  EXPECT_TRUE(set.add(edits));
  return changed_lines(before, set.apply(before), set);
}

TEST(ChangedLines, AreTheLinesAnEditTouches) {
  EXPECT_EQ(changes("a\nb\nc\n", {{{2, 3}, "x"}}), (std::vector<LineChange>{{1, 2, 1, 2}}));
  EXPECT_EQ(changes("a\nb\nc\n", {{{2, 4}, ""}}), (std::vector<LineChange>{{1, 2, 1, 1}}));
  EXPECT_EQ(changes("a\nb\nc\n", {{{2, 2}, "x\n"}}), (std::vector<LineChange>{{1, 1, 1, 2}}));
  EXPECT_EQ(changes("a\nb\nc\n", {{{1, 1}, "\nx"}}), (std::vector<LineChange>{{1, 1, 1, 2}}));
  EXPECT_EQ(changes("a\nb", {{{3, 3}, "\nc"}}), (std::vector<LineChange>{{1, 2, 1, 3}}));
  EXPECT_EQ(changes("a\n", {{{2, 2}, "b"}}), (std::vector<LineChange>{{1, 1, 1, 2}}));
  EXPECT_EQ(changes("a\n", {{{0, 2}, ""}}), (std::vector<LineChange>{{0, 1, 0, 0}}));
  EXPECT_TRUE(changes("a\n", {{{0, 1}, "a"}}).empty());
}

TEST(ChangedLines, KeepAMovedBlockTogetherAmongLinesThatLookAlike) {
  const std::string block = "<l>\n<x/>\n</l>\n";
  const std::string before = block + block + "<l>\n<y/>\n</l>\n";
  EXPECT_EQ(changes(before, {{{0, 0}, "<l>\n<y/>\n</l>\n"}, {{2 * block.size(), before.size()}, ""}}),
            (std::vector<LineChange>{{0, 0, 0, 3}, {6, 9, 9, 9}}));
}

TEST(ChangedLines, JoinEditsOfNeighbouringLines) {
  EXPECT_EQ(changes("a\nb\nc\nd\n", {{{0, 1}, "x"}, {{2, 3}, "y"}, {{6, 7}, "z"}}),
            (std::vector<LineChange>{{0, 2, 0, 2}, {3, 4, 3, 4}}));
}

TEST(ChangedLines, LeadFromOneTextToTheOther) {
  std::mt19937 dice(7);
  for (int round = 0; round < 2000; ++round) {
    std::string before;
    for (unsigned i = 0; i < dice() % 30; ++i) before += "ab\n"[dice() % 3];
    EditSet edits;
    for (unsigned i = 0; i < 3; ++i) {
      const std::size_t begin = dice() % (before.size() + 1),
                        end = begin + dice() % (before.size() - begin + 1);
      std::string text;
      for (unsigned k = 0; k < dice() % 4; ++k) text += "ab\n"[dice() % 3];
      (void)edits.add(std::vector<Edit>{{{begin, end}, text}});
    }
    const std::string after = edits.apply(before);
    const auto old_lines = split_lines(before), new_lines = split_lines(after);
    std::string rebuilt;
    std::size_t at = 0, to = 0;
    for (const LineChange& change : changed_lines(before, after, edits)) {
      ASSERT_EQ(change.before_begin - at, change.after_begin - to) << before << "=>" << after;
      for (; at < change.before_begin; ++at) rebuilt += old_lines[at];
      for (to = change.after_begin; to < change.after_end; ++to) rebuilt += new_lines[to];
      at = change.before_end;
    }
    for (; at < old_lines.size(); ++at) rebuilt += old_lines[at];
    ASSERT_EQ(rebuilt, after) << before;
  }
}

}  // namespace
}  // namespace certlift::text
