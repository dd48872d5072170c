#include "text/declared_encoding.h"

#include "text/encoding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace certlift::text {
namespace {

using testing::HasSubstr;

TEST(DeclaredEncoding, IsReadWhereItStands) {
  const std::string text =
      "<?xml version=\"1.0\"\tencoding = 'iso-8859-1' standalone='no'?><a encoding='x'/>";
  const auto name = declared_encoding(text);
  EXPECT_EQ(name.value_or(Span{}).of(text), "iso-8859-1");
  const std::string other = "<?xml version='1.0' encoding=\"UTF_8.x\"?><a/>";
  EXPECT_EQ(declared_encoding(other).value_or(Span{}).of(other), "UTF_8.x");
  const std::string longest(40, 'x'), named = "<?xml version='1.0' encoding='" + longest + "'?><a/>";
  EXPECT_EQ(declared_encoding(named).value_or(Span{}).of(named), longest);
  const std::string last = "<?xml version='1.0' encoding='HZ-GB-2312'?><a/>";
  EXPECT_EQ(declared_encoding(last).value_or(Span{}).of(last), "HZ-GB-2312");
}

TEST(DeclaredEncoding, IsNothingWhereNoneIsNamed) {
  for (const std::string text :
       {"", "<a/>", "<?xml?>", "<?xml version='1.0'?><a encoding='x'/>", " <?xml encoding='x'?>",
        "<?xml noencoding='x'?>", "<?xml encoding 'x'?>", "<?xml encoding=x x?>", "<?xml encoding='x\"?>",
        "<?xml encoding=''?>", "<?xml encoding='\xC3\xA4'?>", "<?xml encoding='a b'?>",
        "<?xml encoding=", "<?xml encoding", "<?xml version='1.0' ?> encoding='x'",
        "<?xml encoding='a123456789a123456789a123456789a123456789x'?>"})
    EXPECT_FALSE(declared_encoding(text)) << text;
}

std::string xml_in(const std::string& declared, Encoding encoding, Bom bom) {
  return encode("<?xml version='1.0' encoding='" + declared + "'?>\n<a/>", encoding, bom);
}

TEST(Decode, AcceptsADeclarationThatIsTrue) {
  const std::vector<std::pair<std::string, std::pair<Encoding, Bom>>> cases{
      {"utf-8", {Encoding::utf8, Bom::absent}},       {"UTF-8", {Encoding::utf8, Bom::present}},
      {"utf-16", {Encoding::utf16_le, Bom::present}}, {"Utf-16", {Encoding::utf16_be, Bom::present}},
      {"UTF-16", {Encoding::utf16_le, Bom::absent}},  {"us-ascii", {Encoding::utf8, Bom::absent}},
      {"windows-1252", {Encoding::utf8, Bom::absent}}};
  for (const auto& [declared, written] : cases) {
    const std::string bytes = xml_in(declared, written.first, written.second);
    const auto decoded = decode(bytes);
    ASSERT_TRUE(decoded) << declared << decoded.error().message;
    EXPECT_EQ(encode(decoded->text(), decoded->encoding, decoded->bom), bytes);
  }
}

TEST(Decode, RefusesADeclarationThatNamesAnotherEncoding) {
  const auto refused = [](const std::string& declared, Encoding encoding, Bom bom) {
    const std::string bytes = xml_in(declared, encoding, bom);
    const auto decoded = decode(bytes);
    if (decoded) return "accepted " + declared;
    EXPECT_EQ(decoded.error().code, ErrorCode::not_understood);
    EXPECT_EQ(decoded.error().line, 1U);
    EXPECT_EQ(decoded.error().column, 31U);
    return decoded.error().message;
  };
  EXPECT_EQ(refused("utf-16", Encoding::utf8, Bom::absent),
            "the file says it is in 'utf-16' but is in UTF-8, so IIS may not read it; write "
            "encoding=\"utf-8\" here");
  EXPECT_EQ(
      refused("UTF-16", Encoding::utf8, Bom::present),
      "the file says it is in 'UTF-16' but begins with the byte order mark of UTF-8, so IIS may not read it; "
      "write encoding=\"utf-8\" here");
  for (const std::string other : {"us-ascii", "iso-8859-1", "windows-1252", "EUC-JP"})
    EXPECT_THAT(refused(other, Encoding::utf8, Bom::present), HasSubstr("'" + other + "' but begins with"));
  for (const std::string other : {"utf-8", "windows-1252", "utf-7", "utf-16le"})
    for (const Encoding encoding : {Encoding::utf16_le, Encoding::utf16_be})
      for (const Bom bom : {Bom::present, Bom::absent})
        EXPECT_EQ(refused(other, encoding, bom), "the file says it is in '" + other +
                                                     "' but is in UTF-16, so IIS may not read it; write "
                                                     "encoding=\"utf-16\" here");
}

TEST(Decode, NamesTheEncodingThatItCannotRead) {
  const auto decoded = decode("<?xml version='1.0' encoding='windows-1252'?>\n<a b='B\xFCro'/>");
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error().message,
            "the file says it is in 'windows-1252', and certlift reads UTF-8 and UTF-16 only; save it as "
            "UTF-8, and "
            "write encoding=\"utf-8\" here");
  EXPECT_EQ(decoded.error().line, 1U);
  EXPECT_EQ(decoded.error().column, 31U);
  EXPECT_THAT(decode("<?xml version='1.0' encoding='UTF-8'?>\n<a b='B\xFCro'/>").error().message,
              HasSubstr("byte 0xFC is not valid UTF-8 here"));
}

}  // namespace
}  // namespace certlift::text
