#include "text/lines.h"

#include "support/each.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <initializer_list>
#include <random>
#include <source_location>
#include <string>
#include <utility>
#include <vector>

namespace certlift::text {
namespace {

using test::expect_each;

/// The place of every offset, counted from the start each time.
Position counted(std::string_view text, std::size_t offset) {
  Position place;
  for (std::size_t at = 0; at < std::min(offset + 1, text.size()); ++at) {
    const bool continues = (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
    const bool after_end = at > 0 && (text[at - 1] == '\n' || (text[at - 1] == '\r' && text[at] != '\n'));
    if (after_end) {
      place = {place.line + 1, 1};
    } else if (at > 0 && !continues) {
      ++place.column;
    }
  }
  if (offset < text.size() || text.empty()) return place;
  if (text.back() == '\n' || text.back() == '\r') return {place.line + 1, 1};
  return {place.line, place.column + 1};
}

void expect_places(const LineIndex& index, std::initializer_list<std::pair<std::size_t, Position>> places,
                   std::source_location caller = std::source_location::current()) {
  expect_each<std::size_t, Position>([&](std::size_t offset) { return index.position(offset); }, places,
                                     caller);
}

TEST(LineIndex, CountsLinesAndColumnsFromOne) {
  const LineIndex index("ab\ncd");
  expect_places(index, {{0, {1, 1}}, {1, {1, 2}}, {2, {1, 3}}, {3, {2, 1}}, {4, {2, 2}}});
}

TEST(LineIndex, PutsAnOffsetPastTheEndRightAfterTheLastCharacter) {
  const LineIndex index("ab\ncd");
  EXPECT_EQ(index.position(5), (Position{2, 3}));
  EXPECT_EQ(index.position(99), (Position{2, 3}));
  EXPECT_EQ(LineIndex("ab\n").position(3), (Position{2, 1}));
  EXPECT_EQ(LineIndex("").position(0), (Position{1, 1}));
}

TEST(LineIndex, EndsLinesWithLfCrlfAndALoneCr) {
  const LineIndex index("a\nb\r\nc\rd\r\re");
  EXPECT_EQ(index.line_count(), 6U);
  expect_places(index, {{2, {2, 1}},
                        {4, {2, 3}},  // the LF of a CRLF stands on the line that it ends
                        {5, {3, 1}},
                        {7, {4, 1}},
                        {9, {5, 1}},
                        {10, {6, 1}}});
}

TEST(LineIndex, CountsCharactersAndNotBytes) {
  const LineIndex index("\u00e4\u20ac\U0001F600x");
  expect_places(index, {{2, {1, 2}}, {5, {1, 3}}, {9, {1, 4}}, {10, {1, 5}}});
}

TEST(LineIndex, GivesAByteInsideACharacterThePlaceOfTheCharacter) {
  const LineIndex index("\u00e4\u20acx");
  expect_places(index, {{1, {1, 1}}, {3, {1, 2}}, {4, {1, 2}}});
}

TEST(LineIndex, GivesLinesWithTheirLineEnds) {
  const std::string_view text = "a\r\n\nlast";
  const LineIndex index(text);
  ASSERT_EQ(index.line_count(), 3U);
  EXPECT_EQ(index.line(0).of(text), "a\r\n");
  EXPECT_EQ(index.line(1).of(text), "\n");
  EXPECT_EQ(index.line(2).of(text), "last");
  EXPECT_EQ(index.line_of(2), 0U);
  EXPECT_EQ(index.line_of(3), 1U);
  EXPECT_EQ(index.line_of(99), 2U);
}

TEST(LineIndex, HasAnEmptyLastLineAfterALineEnd) {
  const LineIndex index("a\n");
  EXPECT_EQ(index.line_count(), 2U);
  EXPECT_EQ(index.line(1), (Span{2, 2}));
  EXPECT_EQ(LineIndex("").line_count(), 1U);
}

TEST(LineIndex, FindsEveryPlaceOfALongLineOfWideCharacters) {
  std::string text = "<a>\n";
  for (int i = 0; i < 3000; ++i) text += i % 2 == 0 ? "\u20ac" : "\U0001F600";
  text += "\r\n";
  text += std::string(1024, 'y') + "\n" + std::string(1025, 'z') + "\n" + std::string(3000, '-');
  const LineIndex index(text);
  for (std::size_t offset = 0; offset < text.size(); offset += 7) {
    ASSERT_EQ(index.position(offset), counted(text, offset)) << offset;
  }
  EXPECT_EQ(index.position(text.size()), counted(text, text.size()));
}

TEST(LineIndex, AgreesWithCountingOnRandomTexts) {
  std::mt19937 random(1);
  const std::vector<std::string> pieces = {"a", "\n", "\r", "\r\n", "\u00e4", "\U0001F600", " ", "\t"};
  for (int round = 0; round < 200; ++round) {
    std::string text;
    for (std::size_t i = random() % 40; i > 0; --i) text += pieces[random() % pieces.size()];
    const LineIndex index(text);
    for (std::size_t offset = 0; offset <= text.size(); ++offset) {
      ASSERT_EQ(index.position(offset), counted(text, offset)) << testing::PrintToString(text) << offset;
    }
  }
}

TEST(LineIndex, TellsPlacesInOneVeryLongLine) {
  std::string text;
  text.resize(15'000'000, 'x');
  const LineIndex index(text);
  for (std::size_t offset = 0; offset < text.size(); offset += 9'375) {
    ASSERT_EQ(index.position(offset), (Position{1, offset + 1}));
  }
}

TEST(LineEndOf, IsTheOneThatMostLinesHave) {
  expect_each(
      line_end_of,
      {{"a\r\nb\r\nc\n", "\r\n"}, {"a\r\nb\nc\n", "\n"}, {"a\rb\rc\n", "\r"}, {"a\rb\r\nc\r\n", "\r\n"}});
}

TEST(LineEndOf, IsLfWhereThereIsNothingToGoBy) {
  EXPECT_EQ(line_end_of(""), "\n");
  EXPECT_EQ(line_end_of("one line"), "\n");
}

TEST(LineEndOf, SeesALoneCrAtTheEnd) {
  EXPECT_EQ(line_end_of("a\r"), "\r");
}

TEST(IndentAt, IsTheWhiteSpaceBeforeTheFirstThingOnALine) {
  const std::string_view text = "<a>\r\n \t <b/>";
  const Indent indent = indent_at(text, 8);
  EXPECT_TRUE(indent.alone);
  EXPECT_EQ(indent.span.of(text), " \t ");
}

TEST(IndentAt, IsEmptyWhereSomethingStandsBefore) {
  const Indent indent = indent_at("\n  <a> <b/>", 7);
  EXPECT_FALSE(indent.alone);
  EXPECT_EQ(indent.span, (Span{7, 7}));
}

TEST(IndentAt, IsEmptyButAloneAtTheStartOfALine) {
  EXPECT_TRUE(indent_at("<a/>", 0).alone);
  EXPECT_TRUE(indent_at("\n<a/>", 1).alone);
  EXPECT_TRUE(indent_at("\r<a/>", 1).alone);
  EXPECT_EQ(indent_at("\n<a/>", 1).span, (Span{1, 1}));
}

TEST(IndentAt, ReachesBackToTheStartOfTheText) {
  const Indent indent = indent_at("  <a/>", 2);
  EXPECT_TRUE(indent.alone);
  EXPECT_EQ(indent.span, (Span{0, 2}));
}

}  // namespace
}  // namespace certlift::text
