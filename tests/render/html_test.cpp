#include "render/html.h"

#include "base/base64.h"
#include "base/sha256.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

namespace certlift::render {
namespace {

/// What stands between two texts.
std::string between(const std::string& text, std::string_view begin, std::string_view end) {
  const std::size_t from = text.find(begin) + begin.size();
  return text.substr(from, text.find(end, from) - from);
}

std::string policy_hash(const std::string& content) {
  const std::string digits = sha256(content);
  std::string bytes;
  for (std::size_t i = 0; i < digits.size(); i += 2)
    bytes += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
  return "'sha256-" + encode_base64(bytes) + "'";
}

TEST(Html, LeavesNothingOfANameThatHtmlTakesForItsOwn) {
  for (const char* part : {"<script>alert(1)</script>", "]]>", "\"", "'", "<!--", "&lt;",
                           "<img src=x onerror=y>", "</title>", "</pre>", "<svg/onload=z>"}) {
    for (int repeat = 1; repeat <= 50; ++repeat) {
      std::string name;
      for (int i = 0; i < repeat; ++i) name += part + std::to_string(i);
      const std::string html = html_text(name);
      EXPECT_EQ(html.find_first_of("<>\"'"), std::string::npos) << html;
    }
  }
}

TEST(Html, ShowsWhatIsInvisibleByItsNumber) {
  EXPECT_EQ(html_text("a\u202Eb"), "a\\u202eb");
  EXPECT_EQ(html_text("a\u2066b\u200Bc"), "a\\u2066b\\u200bc");
  EXPECT_EQ(html_text(std::string("a\0b\x1B[31m", 8)), "a\\x00b\\x1B[31m");
  EXPECT_EQ(html_text("Müller"), "Müller");
}

TEST(Html, ForbidsEveryRequestAndKnowsItsStyleAndScriptByTheirHashes) {
  const std::string page = html_page("a <b>", "<main></main>");
  const std::string policy = between(page, "Content-Security-Policy\" content=\"", "\"");
  EXPECT_EQ(policy, "default-src 'none'; style-src " + policy_hash(between(page, "<style>", "</style>")) +
                        "; script-src " + policy_hash(between(page, "<script>", "</script>")) +
                        "; base-uri 'none'; form-action 'none'");
  EXPECT_TRUE(page.contains("<title>a &lt;b&gt;</title>"));
  for (const char* address : {"http:", "https:", "//", "url(", "@import"})
    EXPECT_FALSE(between(page, "<style>", "</style>").contains(address)) << address;
}

TEST(Html, SetsMarkdownAsCertliftsPagesUseIt) {
  EXPECT_EQ(html_of_markdown("## What\n\na `b<` c\n\n- d\n  e\n- f\n"),
            "<h4>What</h4>\n<p>a <code>b&lt;</code> c\n</p>\n<ul><li>d\n  e\n<li>f\n</ul>\n");
}

}  // namespace
}  // namespace certlift::render
