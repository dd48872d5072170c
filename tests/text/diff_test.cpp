#include "text/diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <random>
#include <string>

namespace certlift::text {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Lines = std::vector<std::string_view>;

/// Line numbers as lines. They live as long as the tests.
std::string_view numbered(std::size_t number) {
  static std::deque<std::string> lines;
  while (lines.size() <= number) lines.push_back("line " + std::to_string(lines.size()) + "\n");
  return lines[number];
}

Lines applied(const std::vector<LineChange>& changes, const Lines& before, const Lines& after) {
  Lines result;
  std::size_t copied = 0;
  const auto copy = [&result](const Lines& from, std::size_t begin, std::size_t end) {
    for (std::size_t line = begin; line < end; ++line) result.push_back(from.at(line));
  };
  for (const LineChange& change : changes) {
    copy(before, copied, change.before_begin);
    EXPECT_EQ(result.size(), change.after_begin);
    copy(after, change.after_begin, change.after_end);
    copied = change.before_end;
  }
  copy(before, copied, before.size());
  return result;
}

std::size_t changed_lines(const std::vector<LineChange>& changes) {
  std::size_t count = 0;
  for (const LineChange& change : changes) {
    count += change.before_end - change.before_begin + change.after_end - change.after_begin;
  }
  return count;
}

/// The difference, after having seen that it is one.
std::vector<LineChange> diff(const Lines& before, const Lines& after) {
  std::vector<LineChange> changes = diff_lines(before, after);
  for (std::size_t i = 0; i < changes.size(); ++i) {
    EXPECT_LE(changes[i].before_begin, changes[i].before_end);
    EXPECT_LE(changes[i].after_begin, changes[i].after_end);
    EXPECT_GT(changed_lines({changes[i]}), 0U) << "a change changes something";
    if (i == 0) continue;
    EXPECT_LT(changes[i - 1].before_end, changes[i].before_begin) << "changes do not touch";
    EXPECT_LT(changes[i - 1].after_end, changes[i].after_begin) << "changes do not touch";
  }
  EXPECT_TRUE(applied(changes, before, after) == after);
  return changes;
}

std::vector<LineChange> diff(std::string_view before, std::string_view after) {
  return diff(split_lines(before), split_lines(after));
}

/// The least number of lines that must change, by the textbook's quadratic table.
std::size_t least_changes(const Lines& before, const Lines& after) {
  std::vector<std::size_t> above(after.size() + 1, 0);
  std::vector<std::size_t> row(after.size() + 1, 0);
  for (const std::string_view line : before) {
    for (std::size_t i = 0; i < after.size(); ++i) {
      row[i + 1] = line == after[i] ? above[i] + 1 : std::max(above[i + 1], row[i]);
    }
    std::swap(above, row);
  }
  return before.size() + after.size() - 2 * above.back();
}

TEST(SplitLines, KeepsLineEnds) {
  EXPECT_THAT(split_lines("a\r\n\nb"), ElementsAre("a\r\n", "\n", "b"));
  EXPECT_THAT(split_lines("a\rb\n"), ElementsAre("a\rb\n"));
  EXPECT_THAT(split_lines(""), IsEmpty());
}

TEST(DiffLines, FindsNothingInEqualTexts) {
  EXPECT_THAT(diff("", ""), IsEmpty());
  EXPECT_THAT(diff("a\nb\n", "a\nb\n"), IsEmpty());
}

TEST(DiffLines, SeesInsertionsDeletionsAndReplacements) {
  EXPECT_THAT(diff("", "a\nb\n"), ElementsAre(LineChange{0, 0, 0, 2}));
  EXPECT_THAT(diff("a\nb\n", ""), ElementsAre(LineChange{0, 2, 0, 0}));
  EXPECT_THAT(diff("a\nb\nc\n", "a\nx\ny\nc\n"), ElementsAre(LineChange{1, 2, 1, 3}));
  EXPECT_THAT(diff("a\nb\nc\nd\n", "b\nc\nx\nd\n"),
              ElementsAre(LineChange{0, 1, 0, 0}, LineChange{3, 3, 2, 3}));
}

TEST(DiffLines, SeesALineEndThatIsMissingOrAnother) {
  EXPECT_THAT(diff("a\nb", "a\nb\n"), ElementsAre(LineChange{1, 2, 1, 2}));
  EXPECT_THAT(diff("a\nb\n", "a\r\nb\n"), ElementsAre(LineChange{0, 1, 0, 1}));
}

TEST(DiffLines, LetsAnInsertedElementBeginWithItsStartTag) {
  EXPECT_THAT(diff("<s>\n</s>\n<z/>\n", "<s>\n</s>\n<t>\n</s>\n<z/>\n"), ElementsAre(LineChange{2, 2, 2, 4}));
  EXPECT_THAT(diff("<z/>\n</s>\n<t>\n<v/>\n</s>\n<u/>\n<a/>\n", "<y/>\n</s>\n<u/>\n<b/>\n"),
              ElementsAre(LineChange{0, 1, 0, 1}, LineChange{2, 5, 2, 2}, LineChange{6, 7, 3, 4}));
}

TEST(DiffLines, JoinsChangesThatMeetWhenMovedDown) {
  EXPECT_EQ(diff("x\nx\nx\nx\nx\n", "x\nx\n").size(), 1U);
}

/// `count` locations of which little but the path tells them apart.
Lines locations(std::size_t count) {
  Lines lines;
  for (std::size_t i = 0; i < count; ++i) {
    lines.push_back(numbered(i));
    for (const char* line : {"<system.webServer>\n", "<security>\n", "</security>\n", "</system.webServer>\n",
                             "</location>\n"}) {
      lines.emplace_back(line);
    }
  }
  return lines;
}

std::size_t lines_changed_by_moving(Lines lines, std::size_t from, std::size_t count, std::size_t to) {
  const Lines before = lines;
  const auto at = [&lines](std::size_t index) { return lines.begin() + static_cast<std::ptrdiff_t>(index); };
  if (from < to) {
    std::rotate(at(from), at(from + count), at(to));
  } else {
    std::rotate(at(to), at(from), at(from + count));
  }
  return changed_lines(diff(before, lines));
}

TEST(DiffLines, ShowsExactlyTheLinesThatMove) {
  const Lines lines = locations(3000);
  EXPECT_EQ(lines_changed_by_moving(lines, 600, 6, 12'000), 12U);
  EXPECT_EQ(lines_changed_by_moving(lines, 12'002, 4, 602), 8U);
  EXPECT_EQ(lines_changed_by_moving(lines, 60, 600, 9'000), 1200U);
  EXPECT_EQ(lines_changed_by_moving(lines, 12'000, 6'000, 0), 12'000U);
}

TEST(DiffLines, ShowsTheBlocksThatMoveAndNotWhatTheyPass) {
  constexpr std::size_t sites = 2000;
  constexpr std::size_t certificates = 4;
  const auto block = [](Lines& lines, std::size_t site) {
    lines.emplace_back("<oneToOneMappings>\n");
    for (std::size_t i = 0; i < certificates; ++i)
      lines.push_back(numbered(10'000 + site * certificates + i));
    lines.emplace_back("</oneToOneMappings>\n");
  };
  const auto host = [&block](bool lifted) {
    Lines lines;
    for (std::size_t site = 0; site < sites; ++site) {
      lines.push_back(numbered(site));
      if (lifted) block(lines, site);
      for (int i = 0; i < 6; ++i) lines.emplace_back("</site>\n");
    }
    for (std::size_t site = 0; site < sites; ++site) {
      lines.push_back(numbered(5'000 + site));
      if (!lifted) block(lines, site);
      lines.emplace_back("</location>\n");
    }
    return lines;
  };
  const auto changes = diff(host(false), host(true));
  EXPECT_EQ(changes.size(), 2 * sites);
  EXPECT_EQ(changed_lines(changes), 2 * sites * (certificates + 2));
}

TEST(DiffLines, IsShortestOnSmallTexts) {
  std::mt19937 random(5);
  for (int round = 0; round < 3000; ++round) {
    const std::size_t kinds = 1 + random() % 6;
    Lines before;
    Lines after;
    for (std::size_t i = random() % 30; i > 0; --i) before.push_back(numbered(random() % kinds));
    for (std::size_t i = random() % 30; i > 0; --i) after.push_back(numbered(random() % kinds));
    ASSERT_EQ(changed_lines(diff(before, after)), least_changes(before, after)) << "round " << round;
  }
}

TEST(DiffLines, PutsInsertionsAndDeletionsAsFarDownAsTheyGo) {
  std::mt19937 random(10);
  for (int round = 0; round < 3000; ++round) {
    Lines before;
    Lines after;
    for (std::size_t i = random() % 20; i > 0; --i) before.push_back(numbered(random() % 3));
    for (std::size_t i = random() % 20; i > 0; --i) after.push_back(numbered(random() % 3));
    for (const LineChange& change : diff(before, after)) {
      const bool last = change.before_end == before.size();
      if (!last && change.before_begin == change.before_end) {
        ASSERT_NE(after[change.after_begin], after[change.after_end]);
      }
      if (!last && change.after_begin == change.after_end) {
        ASSERT_NE(before[change.before_begin], before[change.before_end]);
      }
    }
  }
}

/// Some lines replaced, inserted and deleted here and there.
Lines scattered(const Lines& before, std::mt19937& random, std::size_t one_in, std::size_t kinds) {
  Lines after;
  for (const std::string_view line : before) {
    const std::size_t choice = random() % one_in;
    if (choice < 2) after.push_back(numbered(random() % kinds));
    if (choice != 1 && choice != 2) after.push_back(line);
  }
  return after;
}

TEST(DiffLines, IsRightOnLargeTextsOfManyKinds) {
  std::mt19937 random(6);
  for (const std::size_t kinds : {2U, 50U, 2'000U, 100'000U}) {
    for (const std::size_t one_in : {3U, 20U, 1000U}) {
      Lines before;
      for (int i = 0; i < 5'000; ++i) before.push_back(numbered(random() % kinds));
      diff(before, scattered(before, random, one_in, kinds));
    }
  }
}

TEST(DiffLines, StaysNearTheShortestOnLargeTexts) {
  std::mt19937 random(7);
  Lines before;
  for (int i = 0; i < 4'000; ++i)
    before.push_back(numbered(random() % 3 == 0 ? random() % 100'000 : random() % 20));
  const Lines after = scattered(before, random, 10, 100'000);
  EXPECT_LE(changed_lines(diff(before, after)), least_changes(before, after) * 11 / 10);
}

TEST(DiffLines, ComparesHundredsOfThousandsOfLines) {
  std::mt19937 random(8);
  Lines before = locations(50'000);
  const Lines after = scattered(before, random, 90, 50'000);
  EXPECT_LT(changed_lines(diff(before, after)), 15'000U);
}

TEST(DiffLines, ReplacesWhatNothingAnchors) {
  Lines before;
  Lines after;
  std::mt19937 random(9);
  for (int i = 0; i < 100'000; ++i) {
    before.push_back(numbered(random() % 10));
    after.push_back(numbered(random() % 10));
  }
  diff(before, after);
}

/// Every cut at an anchor reveals but one more, near the end of a part.
Lines nested(std::size_t depth, std::size_t filler) {
  Lines lines;
  for (std::size_t i = 1; i < depth; ++i) {
    lines.push_back(numbered(i));
    lines.push_back(numbered(i - 1));
    for (int j = 0; j < 3; ++j)
      lines.push_back(numbered(filler + (i * 7 + static_cast<std::size_t>(j) * i) % 2));
  }
  return lines;
}

TEST(DiffLines, BearsTextsMadeToBeCutOften) {
  diff(nested(10'000, 20'000), nested(10'000, 20'002));
}

}  // namespace
}  // namespace certlift::text
