#include "text/damage.h"

#include "text/encoding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace certlift::text {
namespace {

using namespace std::string_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

TEST(LooksLikeHtml, KnowsPagesByTheirBeginning) {
  for (const std::string page :
       {"<!DOCTYPE html><html>", "<!doctype HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">", "<html>",
        "<HTML lang='en'>", "\r\n <html\n>", "<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC ''>",
        "<!-- x --><?p?><Html/>", "<html", "<!DOCTYPE html[]>"})
    EXPECT_TRUE(looks_like_html(page)) << page;
}

TEST(LooksLikeHtml, TakesNothingElseForOne) {
  for (const std::string other :
       {"", "html", "<configuration><html/></configuration>", "<htmlConfiguration/>", "<!DOCTYPE htmlish>",
        "<htm", "<!-- <html>", "<?x <html>", "<!DOCTYPE configuration>", "x<html>", "<html-x/>"})
    EXPECT_FALSE(looks_like_html(other)) << other;
}

std::string conflict_at(const std::string& text, std::size_t fault) {
  const auto damage = damage_behind(text, fault);
  if (!damage) return "none";
  EXPECT_THAT(damage->message, HasSubstr("unresolved merge conflict"));
  return std::to_string(damage->offset);
}

TEST(DamageBehind, KnowsTheMarksOfAMergeConflict) {
  EXPECT_EQ(conflict_at("<a>\n<<<<<<< HEAD\n", 4), "4");
  EXPECT_EQ(conflict_at("<a>\n<<<<<<< HEAD\n", 5), "4");
  EXPECT_EQ(conflict_at("<a>\n<<<<<<<\r\n<b>", 14), "4") << "also where the fault is further down";
  EXPECT_EQ(conflict_at("<<<<<<< HEAD\n<a/>", 0), "0");
  EXPECT_EQ(conflict_at("<<<<<<<", 0), "0");
  EXPECT_EQ(conflict_at("<a/>\n=======\n<b/>", 5), "5");
  EXPECT_EQ(conflict_at("<a/>\r=======", 8), "5");
  EXPECT_EQ(conflict_at("<a/>\n>>>>>>> theirs\n", 5), "5");
  EXPECT_EQ(conflict_at("<a>\n<!-- <<<<<<< -->\n<<<<<<< HEAD\n", 21), "21");
}

TEST(DamageBehind, TakesNothingElseForAMergeConflict) {
  EXPECT_EQ(conflict_at("<a>\n<<<<<<<< x\n", 4), "none");
  EXPECT_EQ(conflict_at("<a>\n<<<<<< x\n", 4), "none");
  EXPECT_EQ(conflict_at("<a>\n <<<<<<< x\n", 5), "none");
  EXPECT_EQ(conflict_at("<a>\n<<<<<<<x\n", 4), "none");
  EXPECT_EQ(conflict_at("<a>\n<b\n<<<<<<< HEAD\n", 6), "none") << "the fault stands before it";
  EXPECT_EQ(conflict_at("<a/>\n========\n", 5), "none");
  EXPECT_EQ(conflict_at("=======\n<a/>\nx", 13), "none");
  EXPECT_EQ(conflict_at("", 0), "none");
}

TEST(DamageBehind, SaysOfZeroBytesWhatLeavesThem) {
  const auto damage = damage_behind("<a>\0</a>"s, 3);
  const auto found = damage.value_or(Damage{});
  EXPECT_EQ(found.offset, 3U);
  EXPECT_THAT(found.message,
              AllOf(StartsWith("zero bytes stand here"), HasSubstr("power failure"), HasSubstr(newest_copy)));
  EXPECT_TRUE(damage_behind("<a>\0"s, 3)) << "nothing stands behind it";
  EXPECT_FALSE(damage_behind("<a>\0</a>"s, 2));
  EXPECT_FALSE(damage_behind("<a>", 3));
}

TEST(Decode, SaysWhatIsBehindBytesThatAreNotUtf8) {
  EXPECT_EQ(decode("<!DOCTYPE html>\n<p>B\xFCro").error().message, is_html);
  EXPECT_EQ(decode("<!DOCTYPE html>\n<p>B\xFCro").error().line, 1U);
  const Error conflict = decode("<a>\n<<<<<<< x\n\xFC").error();
  EXPECT_THAT(conflict.message, HasSubstr("merge conflict"));
  EXPECT_EQ(conflict.line, 2U);
}

TEST(Decode, SaysOfAFileThatEndsInACharacterThatItLooksCutOff) {
  for (const std::string& cut :
       {"<a>\xC3"s, "<a>\xE2"s, "<a>\xE2\x82"s, "<a>\xF0\x9F"s, "<a>\xF0\x9F\x98"s, "<\0a\0b"s})
    EXPECT_THAT(
        decode(cut).error().message,
        AllOf(HasSubstr("ends in the middle of a character: the file looks cut off here"),
              HasSubstr("certlift backups"), HasSubstr("inetpub\\history"), HasSubstr("inetsrv\\backup")))
        << testing::PrintToString(cut);
  for (const std::string other : {"<a>\x80", "<a>\xC1",
                                  "<a>\xC3"
                                  "a",
                                  "<a>\xE2"
                                  "aa",
                                  "<a>\xE2\x82"
                                  "a",
                                  "<a>\xF5\x80"})
    EXPECT_THAT(decode(other).error().message, HasSubstr("is not valid UTF-8 here"))
        << testing::PrintToString(other);
}

}  // namespace
}  // namespace certlift::text
