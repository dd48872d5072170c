#include "cli/differences.h"

#include "text/encoding.h"

#include <gtest/gtest.h>

namespace certlift::cli {
namespace {

std::string configuration(const std::string& inner) {
  return "<configuration>" + inner + "</configuration>";
}

/// What is said of the difference between two configurations.
std::string said(const std::string& before, const std::string& after) {
  return places_of(differences_between(configuration(before), configuration(after)).value());
}

std::string browse(const std::string& path, const std::string& enabled) {
  return "<location path='" + path + "'><system.webServer><directoryBrowse enabled='" + enabled +
         "'/></system.webServer></location>";
}

TEST(Differences, AreNamedBySectionAndLocationAsItIsWritten) {
  EXPECT_EQ(said(browse("Shop/Partners", "true"), browse("Shop/Partners", "false")),
            "system.webServer/directoryBrowse at 'Shop/Partners'");
  EXPECT_EQ(said("", "<system.webServer><urlCompression/></system.webServer>"),
            "system.webServer/urlCompression at the server level");
}

TEST(Differences, AreAlsoWhatStandsBesideSections) {
  EXPECT_EQ(said("<location path='A' overrideMode='Deny'/>", "<location path='A' overrideMode='Allow'/>"),
            "the location tag at 'A', the location tag at 'A'");
  EXPECT_EQ(said("", "<!-- c -->"), "comments at the server level");
  EXPECT_EQ(said("<system.webServer/>", "<system.webServer><!-- c --></system.webServer>"),
            "comments in system.webServer at the server level");
  EXPECT_EQ(said("\n<system.webServer/>", "\n<!-- c -->\n<system.webServer/>"),
            "comments above system.webServer at the server level");
}

TEST(Differences, AreNoneInHowAThingIsWritten) {
  const auto same = differences_between(
      configuration(browse("A", "true")),
      text::encode(configuration("\n " + browse("A", "true")), text::Encoding::utf16_le, text::Bom::present));
  ASSERT_TRUE(same);
  EXPECT_TRUE(same->empty());
}

TEST(Differences, AreNotAllListed) {
  std::string many;
  for (const char* path : {"A", "B", "C", "D", "E", "F", "G"}) many += browse(path, "true");
  EXPECT_TRUE(said("", many).ends_with(" at 'E' and 2 more")) << said("", many);
}

TEST(Differences, AreOfConfigurationsThatCanBeReadOnly) {
  EXPECT_EQ(differences_between("<a", "<a/>").error().code, ErrorCode::not_understood);
  EXPECT_EQ(differences_between("<a/>", "<a").error().code, ErrorCode::not_understood);
}

TEST(Differences, AreSelectedByTheirPlace) {
  const auto one = differences_between(configuration(""), configuration(browse("A", "true"))).value();
  const auto both =
      differences_between(configuration(""), configuration(browse("a", "x") + browse("B", "true"))).value();
  EXPECT_EQ(places_of(select(both, Among::them, one)), "system.webServer/directoryBrowse at 'a'");
  EXPECT_EQ(places_of(select(both, Among::none_of_them, one)), "system.webServer/directoryBrowse at 'B'");
}

}  // namespace
}  // namespace certlift::cli
