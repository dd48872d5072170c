#include "text/encoding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

namespace certlift::text {
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;
using testing::HasSubstr;

constexpr std::string_view utf8_bom = "\xEF\xBB\xBF";
const std::string sample = "<a name=\"\u00e4\u20ac\U0001F600\"/>\r\n";

void expect_refused(const std::string& bytes, std::size_t line, std::size_t column) {
  const auto decoded = decode(bytes);
  ASSERT_FALSE(decoded.has_value()) << testing::PrintToString(bytes);
  EXPECT_EQ(decoded.error().code, ErrorCode::not_understood);
  EXPECT_EQ(decoded.error().line, line) << testing::PrintToString(bytes);
  EXPECT_EQ(decoded.error().column, column) << testing::PrintToString(bytes);
  EXPECT_FALSE(decoded.error().message.empty());
}

void expect_decoded(const std::string& bytes, std::string_view text, Encoding encoding, Bom bom) {
  const auto decoded = decode(bytes);
  ASSERT_TRUE(decoded.has_value()) << decoded.error().message;
  EXPECT_EQ(decoded->text(), text);
  EXPECT_EQ(decoded->encoding, encoding);
  EXPECT_EQ(decoded->bom, bom);
  EXPECT_EQ(encode(decoded->text(), decoded->encoding, decoded->bom), bytes);
}

TEST(Encoding, HasTheNamesOfTheReport) {
  EXPECT_EQ(name_of(Encoding::utf8), "utf-8");
  EXPECT_EQ(name_of(Encoding::utf16_le), "utf-16le");
  EXPECT_EQ(name_of(Encoding::utf16_be), "utf-16be");
}

TEST(Encode, WritesTheBytesOfEachEncoding) {
  EXPECT_EQ(encode("<\u20ac", Encoding::utf8, Bom::absent), "<\xE2\x82\xAC");
  EXPECT_EQ(encode("<\u20ac", Encoding::utf8, Bom::present), "\xEF\xBB\xBF<\xE2\x82\xAC");
  EXPECT_EQ(encode("<\u20ac", Encoding::utf16_le, Bom::absent), "<\0\xAC\x20"s);
  EXPECT_EQ(encode("<\u20ac", Encoding::utf16_be, Bom::present), "\xFE\xFF\0<\x20\xAC"s);
  EXPECT_EQ(encode("\U0001F600", Encoding::utf16_le, Bom::present), "\xFF\xFE\x3D\xD8\x00\xDE"s);
  EXPECT_EQ(encode("\U0001F600", Encoding::utf16_be, Bom::absent), "\xD8\x3D\xDE\x00"s);
}

TEST(Decode, ReadsEveryEncodingWithAndWithoutBom) {
  for (const Encoding encoding : {Encoding::utf8, Encoding::utf16_le, Encoding::utf16_be}) {
    for (const Bom bom : {Bom::absent, Bom::present}) {
      expect_decoded(encode(sample, encoding, bom), sample, encoding, bom);
      expect_decoded(encode("\r\n\t " + sample, encoding, bom), "\r\n\t " + sample, encoding, bom);
    }
  }
}

TEST(Decode, ReadsNothingAndABomAlone) {
  expect_decoded("", "", Encoding::utf8, Bom::absent);
  expect_decoded("\xEF\xBB\xBF", "", Encoding::utf8, Bom::present);
  expect_decoded("\xFF\xFE", "", Encoding::utf16_le, Bom::present);
  expect_decoded("\xFE\xFF", "", Encoding::utf16_be, Bom::present);
}

TEST(Decode, TakesOneBomAwayAndNoMore) {
  expect_decoded("\xEF\xBB\xBF\xEF\xBB\xBF<a/>", "\xEF\xBB\xBF<a/>", Encoding::utf8, Bom::present);
}

TEST(Decode, TakesWhatHasNoTagForUtf8) {
  expect_decoded("plain", "plain", Encoding::utf8, Bom::absent);
  expect_decoded(" \0"s, " \0"s, Encoding::utf8, Bom::absent);
}

TEST(Decode, AcceptsTheFirstAndTheLastOfEachLength) {
  expect_decoded("\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBF\xF0\x90\x80\x80",
                 "\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff\U00010000", Encoding::utf8, Bom::absent);
  expect_decoded("\xF4\x8F\xBF\xBF", "\U0010FFFF", Encoding::utf8, Bom::absent);
}

TEST(Decode, RefusesWhatIsNotUtf8WhereItStands) {
  expect_refused("<a>\n\u00e4\u20acx\xE4</a>", 2, 4);
  expect_refused("ab\x80", 1, 3);
  expect_refused("\xFF", 1, 1);
  expect_refused("abc\xE2\x82", 1, 4);
  expect_refused(std::string(utf8_bom) + "a\r\n\xC3(", 2, 1);
}

TEST(Decode, RefusesLongFormsSurrogatesAndWhatIsPastUnicode) {
  expect_refused("a\xC0\x80", 1, 2);
  expect_refused("a\xE0\x9F\xBF", 1, 2);
  expect_refused("a\xF0\x8F\xBF\xBF", 1, 2);
  expect_refused("a\xED\xA0\x80", 1, 2);
  expect_refused("a\xED\xBF\xBF", 1, 2);
  expect_refused("a\xF4\x90\x80\x80", 1, 2);
  expect_refused("a\xF5\x80\x80\x80", 1, 2);
}

TEST(Decode, NamesTheByteThatIsNotUtf8) {
  EXPECT_THAT(decode("B\xFCro").error().message, HasSubstr("0xFC"));
}

TEST(Decode, RefusesUtf32) {
  expect_refused("\xFF\xFE\0\0<\0\0\0"s, 1, 1);
  expect_refused("\0\0\xFE\xFF\0\0\0<"s, 1, 1);
  expect_refused("<\0\0\0a\0\0\0"s, 1, 1);
  expect_refused("\0\0\0<\0\0\0a"s, 1, 1);
  EXPECT_THAT(decode("<\0\0\0"sv).error().message, HasSubstr("UTF-32"));
}

TEST(Decode, RefusesUtf16ThatEndsInTheMiddle) {
  expect_refused("\xFF\xFE<\0a\0\n\0b\0c"s, 2, 2);
  expect_refused("\0<\0a\0"s, 1, 3);
  expect_refused("\xFF\xFEx"s, 1, 1);
}

TEST(Decode, RefusesLoneSurrogatesWhereTheyStand) {
  expect_refused("<\0\n\0\xE4\0\x3D\xD8x\0"s, 2, 2);
  expect_refused("<\0\x00\xDE"s, 1, 2);
  expect_refused("\0<\xD8\x3D"s, 1, 2);
  expect_refused("\0<\xD8\x3D\xD8\x3D\xDE\0"s, 1, 2);
  expect_refused("\0<\xD8\x3D\xDE\0\xDE\0"s, 1, 3);
  EXPECT_THAT(decode("<\0\x3D\xD8"sv).error().message, HasSubstr("0xD83D"));
}

TEST(Decode, ShowsUtf8WhereItStands) {
  const std::string bytes = "\xEF\xBB\xBF<a/>";
  EXPECT_EQ(decode(bytes)->text().data(), bytes.data() + 3);
}

TEST(Decode, GivesBackWhateverItAccepts) {
  std::mt19937 random(4);
  const std::string pieces[] = {"<",    "a",    "\0"s,  " ",        "\n",   "\xFF", "\xFE", "\xEF",  "\xBB",
                                "\xBF", "\xD8", "\xDC", "\xE2\x82", "\xAC", "<\0"s, "\0<"s, "\u00e4"};
  int accepted = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes;
    for (std::size_t i = random() % 7; i > 0; --i) bytes += pieces[random() % std::size(pieces)];
    const auto decoded = decode(bytes);
    if (!decoded) continue;
    ++accepted;
    ASSERT_EQ(encode(decoded->text(), decoded->encoding, decoded->bom), bytes)
        << testing::PrintToString(bytes);
  }
  EXPECT_GT(accepted, 1000);
}

}  // namespace
}  // namespace certlift::text
