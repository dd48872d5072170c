#include "bench/generate.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace certlift::bench {
namespace {

std::size_t count(std::string_view text, std::string_view word) {
  std::size_t found = 0;
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + word.size()))
    ++found;
  return found;
}

/// The mapping sections that stand in the location tag of an application.
std::size_t misplaced_sections(std::string_view text) {
  std::size_t found = 0;
  constexpr std::string_view tag = "<location path=\"";
  for (auto at = text.find(tag); at != std::string_view::npos; at = text.find(tag, at + 1)) {
    const std::string_view location = text.substr(at, text.find("</location>", at) - at);
    const std::string_view path = location.substr(tag.size(), location.find('"', tag.size()) - tag.size());
    if (path.find('/') != std::string_view::npos) found += count(location, "<iisClientCertificateMapping");
  }
  return found;
}

TEST(Generate, WritesAsManySitesAsAskedFor) {
  EXPECT_EQ(count(generate(0, 1), "<site "), 0u);
  EXPECT_EQ(count(generate(23, 1), "<site "), 23u);
}

TEST(Generate, GivesEverySiteThreeApplicationsAndTwoBindings) {
  const std::string text = generate(10, 1);
  EXPECT_EQ(count(text, "<application "), 30u);
  EXPECT_EQ(count(text, "<binding "), 20u);
}

TEST(Generate, MisplacesTheMappingsOfFourSitesInTen) {
  EXPECT_EQ(misplaced_sections(generate(10, 1)), 4u);
  EXPECT_EQ(misplaced_sections(generate(400, 1)), 160u);
}

TEST(Generate, NeverWritesTheSameCertificateTwice) {
  const std::string text = generate(10, 1);
  const std::string first = text.substr(text.find("certificate=\""), 60);
  EXPECT_EQ(count(text, first), 1u);
}

TEST(Generate, GivesTheSameBytesForTheSameSeedOnly) {
  EXPECT_EQ(generate(20, 7), generate(20, 7));
  EXPECT_NE(generate(20, 7), generate(20, 8));
}

TEST(Generate, WritesAByteOrderMarkAndWindowsLineEnds) {
  const std::string text = generate(10, 1);
  EXPECT_TRUE(text.starts_with("\xEF\xBB\xBF<?xml"));
  EXPECT_EQ(count(text, "\n"), count(text, "\r\n"));
}

TEST(Generate, ClosesWhatItOpens) {
  const std::string text = generate(10, 1);
  for (const std::string name :
       {"location", "site", "application", "security", "authentication", "sectionGroup"})
    EXPECT_EQ(count(text, "<" + name + ">") + count(text, "<" + name + " "), count(text, "</" + name + ">"))
        << name;
}

}  // namespace
}  // namespace certlift::bench
