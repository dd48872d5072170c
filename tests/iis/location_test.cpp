#include "iis/location.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace certlift::iis {
namespace {

TEST(LocationPath, ComparesWithoutCaseSlashDirectionAndSlashesAtTheEnds) {
  const LocationPath path("Default Web Site/App");
  EXPECT_EQ(LocationPath("default web site/APP"), path);
  EXPECT_EQ(LocationPath("/Default Web Site/App/"), path);
  EXPECT_EQ(LocationPath("Default Web Site\\App"), path);
  EXPECT_EQ(LocationPath("Default Web Site//App"), path);
  EXPECT_NE(LocationPath("Default Web Site/App2"), path);
  EXPECT_NE(LocationPath("Default Web SiteApp"), path);
}

TEST(LocationPath, ComparesLettersBeyondAscii) {
  EXPECT_EQ(LocationPath("O'Brien & Söhne (x64) v1.0"), LocationPath("o'brien & SÖHNE (X64) V1.0"));
  EXPECT_EQ(LocationPath("ПОЧТА/App"), LocationPath("почта/app"));
  EXPECT_EQ(LocationPath("ΑΘΗΝΑ"), LocationPath("αθηνα"));
}

TEST(LocationPath, KeepsApartWhatWindowsKeepsApart) {
  EXPECT_NE(LocationPath("straße"), LocationPath("STRASSE"));
  EXPECT_NE(LocationPath("ı"), LocationPath("I"));
  EXPECT_NE(LocationPath("ſ"), LocationPath("S"));
}

TEST(LocationPath, KnowsItsLevel) {
  for (const char* server : {"", ".", "/", "\\"}) EXPECT_TRUE(LocationPath(server).is_server()) << server;
  EXPECT_TRUE(LocationPath("Site").is_site());
  EXPECT_TRUE(LocationPath("Site/").is_site());
  EXPECT_TRUE(LocationPath("Site/a").is_below_site());
  EXPECT_FALSE(LocationPath("Site.").is_server());
}

TEST(LocationPath, SpellsAsWrittenWithoutTheEnds) {
  const LocationPath path("/My Site/App\\dir/");
  EXPECT_EQ(path.written(), "/My Site/App\\dir/");
  EXPECT_EQ(path.text(), "My Site/App/dir");
  EXPECT_EQ(path.site(), "My Site");
  EXPECT_EQ(path.site_key(), "MY SITE");
}

TEST(LocationPath, IsBelowBySegmentsNotByLetters) {
  EXPECT_TRUE(LocationPath("S/App/x").is_at_or_below(LocationPath("s/app")));
  EXPECT_TRUE(LocationPath("S/App").is_at_or_below(LocationPath("S/App")));
  EXPECT_TRUE(LocationPath("S").is_at_or_below(LocationPath("")));
  EXPECT_FALSE(LocationPath("S/App2").is_at_or_below(LocationPath("S/App")));
  EXPECT_FALSE(LocationPath("S").is_at_or_below(LocationPath("S/App")));
}

}  // namespace
}  // namespace certlift::iis
