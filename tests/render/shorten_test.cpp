#include "render/shorten.h"

#include <gtest/gtest.h>

#include <string>

namespace certlift::render {
namespace {

const std::string long_value(70, 'M');
const std::string short_value = std::string(57, 'M') + "...";

TEST(Shortened, LeavesWhatIsSixtyBytesLong) {
  EXPECT_EQ(shortened(std::string(60, 'x')), std::string(60, 'x'));
  EXPECT_EQ(shortened(std::string(61, 'x')), std::string(57, 'x') + "...");
  EXPECT_EQ(shortened(""), "");
}

TEST(Shortened, CutsBetweenCharacters) {
  EXPECT_EQ(shortened(std::string(56, 'x') + "üüü"), std::string(56, 'x') + "...");
}

TEST(ShortCertificates, ShortensTheValuesOfTheAttributeAlone) {
  const auto line = [](const std::string& certificate, const std::string& other) {
    return "  <add userName='" + other + "' certificate=\"" + certificate + "\" note='" + other +
           "' certificate = '" + certificate + "'/>\r\n";
  };
  EXPECT_EQ(with_short_certificates(line(long_value, long_value)), line(short_value, long_value));
  EXPECT_EQ(with_short_certificates(line("short", long_value)), line("short", long_value));
}

TEST(ShortCertificates, LeavesOtherNamesAndBrokenAttributes) {
  for (const std::string& line :
       {"<a oldcertificate='" + long_value + "'/>", "<a certificates='" + long_value + "'/>",
        "<a certificate" + long_value, "<a certificate=" + long_value, std::string("<a certificate="),
        "certificate='" + long_value + "'", std::string("<a certificate"), std::string()})
    EXPECT_EQ(with_short_certificates(line), line);
}

TEST(ShortCertificates, KeepsTheLineEndOfAValueThatGoesOn) {
  EXPECT_EQ(with_short_certificates("\tcertificate='" + long_value + "\r\n"),
            "\tcertificate='" + short_value + "\r\n");
  EXPECT_EQ(with_short_certificates(" certificate='" + long_value), " certificate='" + short_value);
}

}  // namespace
}  // namespace certlift::render
