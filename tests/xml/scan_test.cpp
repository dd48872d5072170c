#include "xml/scan.h"

#include "xml/characters.h"
#include "xml/documents.h"
#include "xml/names.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>

namespace certlift::xml {
namespace {

template <class Stops, class IsStop>
void expect_stop(std::string_view text, std::size_t from, IsStop is_stop) {
  std::size_t expected = from;
  while (expected < text.size() && !is_stop(text[expected])) ++expected;
  ASSERT_EQ(text::find_stop<text::WordBlock>(text, from, Stops()), expected) << testing::PrintToString(text);
  ASSERT_EQ(text::find_stop<text::FastBlock>(text, from, Stops()), expected) << testing::PrintToString(text);
}

bool is_odd(char byte) {
  return static_cast<unsigned char>(byte) >= 0x80 || !is_character(static_cast<unsigned char>(byte));
}

void expect_all_stops(std::string_view text, std::size_t from) {
  const auto one_of = [](std::string_view bytes) { return [=](char byte) { return bytes.contains(byte); }; };
  expect_stop<TextStops>(text, from, one_of("<&]"));
  expect_stop<ValueStops<'"'>>(text, from, one_of("<&\""));
  expect_stop<ValueStops<'\''>>(text, from, one_of("<&'"));
  expect_stop<CharacterStops>(text, from, is_odd);
  expect_stop<NameStops>(text, from, [](char byte) { return !is_a(byte, name_byte) || byte == ':'; });
}

TEST(Scan, StopsAtEveryByteThatStopsAndAtNoOther) {
  for (std::size_t place = 0; place < 40; ++place) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string text(40, 'x');
      text[place] = static_cast<char>(byte);
      expect_all_stops(text, 0);
    }
  }
}

TEST(Scan, StopsAtTheSameBytesHoweverManyItLooksAtTogether) {
  std::mt19937 random(3);
  for (int round = 0; round < 20'000; ++round) {
    std::string text(random() % 70, 'x');
    const std::size_t rarely = 1 + random() % 40;
    for (char& byte : text)
      if (random() % rarely == 0) byte = static_cast<char>(random() % 256);
    expect_all_stops(text, random() % (text.size() + 1));
  }
}

TEST(Scan, LetsABadCharacterPassNowhereInARun) {
  for (std::size_t size = 1; size < 50; ++size) {
    EXPECT_FALSE(first_bad_character(std::string(size, '\t')));
    for (std::size_t place = 0; place < size; ++place) {
      for (const char bad : {'\0', '\x01', '\x08', '\x0B', '\x1F', '\x80', '\xFF'}) {
        std::string text(size, 'a');
        text[place] = bad;
        const BadCharacter found = first_bad_character(text).value_or(BadCharacter{size, {}});
        ASSERT_EQ(found.offset, place) << size;
        ASSERT_EQ(found.code.has_value(), static_cast<unsigned char>(bad) < 0x80);
      }
    }
  }
}

TEST(Scan, EndsANameWhereTheGrammarEndsIt) {
  const std::array<std::string, 14> pieces{
      "a", "Z", "_", "-", ".", "5", ":", "\u00e4", "\u00b7", "abcdefghijklmnopq", "=", " ", ">", "\u00d7"};
  std::mt19937 random(4);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    std::size_t expected = 0;
    bool goes_on = true;
    for (std::size_t count = random() % 9; count > 0; --count) {
      const std::size_t piece = random() % pieces.size();
      const bool starts = piece < 3 || piece == 6 || piece == 7 || piece == 9;
      const bool is_of_names = piece < 10;
      goes_on = goes_on && (text.empty() ? starts : is_of_names);
      text += pieces[piece];
      if (goes_on) expected = text.size();
    }
    ASSERT_EQ(name_end(text, 0), expected) << text;
  }
}

/// What the parts of `<name  attribute = 'value'>text</name>` are taken for, their lengths being anything.
TEST(Scan, TellsThePartsOfATagApartWhereverTheyBegin) {
  for (std::size_t name = 1; name < 36; ++name) {
    for (std::size_t value = 0; value < 36; ++value) {
      const std::string element(name, 'e'), attribute(36 - name, 'a'), raw(value, 'v');
      const std::string start = "<" + element + " " + attribute + "=\"" + raw + "\">";
      const std::string inner = raw + "<i/>" + element, end = "</" + element + ">";
      const Document document = parsed(start + inner + end);
      const Element root = document.root();
      ASSERT_EQ(root.name(), element);
      ASSERT_EQ(root.start_tag().of(document.text()), start);
      ASSERT_EQ(root.inner().of(document.text()), inner);
      ASSERT_EQ(root.end_tag().of(document.text()), end);
      ASSERT_EQ(root.value(attribute), raw);
    }
  }
}

}  // namespace
}  // namespace certlift::xml
