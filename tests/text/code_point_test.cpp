#include "text/code_point.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>

namespace certlift::text {
namespace {

/// The Unicode standard's table 3-7 of well-formed sequences, byte for byte.
std::size_t well_formed_size(std::string_view text) {
  struct Form {
    unsigned char first, last, second_first, second_last;
    std::size_t size;
  };
  constexpr std::array<Form, 9> forms{{{0x00, 0x7F, 0, 0, 1},
                                       {0xC2, 0xDF, 0x80, 0xBF, 2},
                                       {0xE0, 0xE0, 0xA0, 0xBF, 3},
                                       {0xE1, 0xEC, 0x80, 0xBF, 3},
                                       {0xED, 0xED, 0x80, 0x9F, 3},
                                       {0xEE, 0xEF, 0x80, 0xBF, 3},
                                       {0xF0, 0xF0, 0x90, 0xBF, 4},
                                       {0xF1, 0xF3, 0x80, 0xBF, 4},
                                       {0xF4, 0xF4, 0x80, 0x8F, 4}}};
  const auto byte = [&](std::size_t index) { return static_cast<unsigned char>(text[index]); };
  for (const Form& form : forms) {
    if (byte(0) < form.first || byte(0) > form.last) continue;
    if (form.size > text.size()) return 0;
    if (form.size > 1 && (byte(1) < form.second_first || byte(1) > form.second_last)) return 0;
    for (std::size_t index = 2; index < form.size; ++index)
      if (byte(index) < 0x80 || byte(index) > 0xBF) return 0;
    return form.size;
  }
  return 0;
}

std::size_t first_ill_formed(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t size = well_formed_size(text.substr(at));
    if (size == 0) return at;
    at += size;
  }
  return at;
}

TEST(CodePoint, IsReadWhereverTheTableHasOne) {
  for (unsigned first = 0; first < 0x100; ++first) {
    for (unsigned second = 0; second < 0x100; ++second) {
      for (const char last : {'\x7F', '\x80', '\xBF', '\xC0'}) {
        const std::string text{static_cast<char>(first), static_cast<char>(second), last, '\x80'};
        for (std::size_t size = 1; size <= text.size(); ++size) {
          const std::string_view part = std::string_view(text).substr(0, size);
          ASSERT_EQ(code_point_at(part, 0).size, well_formed_size(part)) << testing::PrintToString(part);
        }
      }
    }
  }
}

TEST(CodePoint, IsTheNumberThatTheBytesMean) {
  EXPECT_EQ(code_point_at("a", 0).code, U'a');
  EXPECT_EQ(code_point_at("x\u00e4", 1).code, U'\u00e4');
  EXPECT_EQ(code_point_at("\u20ac", 0).code, U'\u20ac');
  EXPECT_EQ(code_point_at("\U0001F600", 0).code, U'\U0001F600');
  EXPECT_EQ(code_point_at("\xF4\x8F\xBF\xBF", 0).code, char32_t{0x10FFFF});
}

TEST(FindInvalidUtf8, FindsOneBadByteWhereverItStandsInARun) {
  for (std::size_t size = 1; size < 50; ++size) {
    EXPECT_EQ(find_invalid_utf8(std::string(size, 'a')), size);
    for (std::size_t place = 0; place < size; ++place) {
      for (const char bad : {'\x80', '\xC0', '\xC3', '\xE2', '\xF0', '\xFF'}) {
        std::string text(size, 'a');
        text[place] = bad;
        ASSERT_EQ(find_invalid_utf8(text), place) << size;
      }
    }
  }
}

TEST(FindInvalidUtf8, AgreesWithTheTableOnRandomTexts) {
  std::mt19937 random(2);
  const std::array<std::string, 10> pieces{"aaaaaaaaaaaaaaaaa", "b",   "\u00e4",       "\u20ac",
                                           "\U0001F600",        "\n",  "\xEF\xBF\xBF", "\xED\x9F\xBF",
                                           "\xF4\x8F\xBF\xBF",  "\x7F"};
  for (int round = 0; round < 5'000; ++round) {
    std::string text;
    for (std::size_t count = random() % 12; count > 0; --count) text += pieces[random() % pieces.size()];
    if (!text.empty() && random() % 2 == 0) text[random() % text.size()] = static_cast<char>(random() % 256);
    ASSERT_EQ(find_invalid_utf8(text), first_ill_formed(text)) << testing::PrintToString(text);
  }
}

}  // namespace
}  // namespace certlift::text
