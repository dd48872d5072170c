#include "render/html_difference.h"

#include "render/markdown.h"
#include "text/diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace certlift::render {
namespace {

using testing::HasSubstr;

Illustration illustration_of(const std::string& before, const std::string& after) {
  Illustration shown;
  shown.difference = difference_of("f", before, after, Secrets::shown,
                                   text::diff_lines(text::split_lines(before), text::split_lines(after)));
  return shown;
}

/// Texts that differ in every twentieth line, in so many.
std::pair<std::string, std::string> differing_in(int places) {
  std::string before;
  for (int i = 0; i < places; ++i)
    for (int j = 0; j < 20; ++j) before += std::to_string(i) + "." + std::to_string(j) + "\n";
  std::string after = before;
  for (std::size_t at = 0; (at = after.find(".9\n", at)) != std::string::npos; ++at) after[at + 1] = '!';
  return {before, after};
}

TEST(HtmlDifference, ShowsAChangedLineOnBothSidesBesideEachOther) {
  const std::string html = html_difference(illustration_of("a\nb\nc\n", "a\nB<\nc\n"), 1);
  EXPECT_THAT(html, HasSubstr("<span data-n=\"2\" class=\"removed\">b</span>"
                              "<span data-n=\"2\" class=\"added\">B&lt;</span>"));
  EXPECT_THAT(html, HasSubstr("<span data-n=\"1\">a</span><span data-n=\"1\">a</span>"));
  EXPECT_THAT(html, HasSubstr("<span class=\"removed\">-b</span><span class=\"added\">+B&lt;</span>"));
}

TEST(HtmlDifference, LeavesTheOtherSideEmptyWhereALineIsNew) {
  const std::string html = html_difference(illustration_of("a\n", "a\nb\nc\n"), 1);
  EXPECT_THAT(html, HasSubstr("<span></span><span data-n=\"2\" class=\"added\">b</span>"
                              "<span></span><span data-n=\"3\" class=\"added\">c</span>"));
}

TEST(HtmlDifference, CanBeSwitchedWithoutAScript) {
  const std::string html = html_difference(illustration_of("a\n", "b\n"), 7);
  for (const char* part : {"id=\"one-7\" checked>",
                           "<label class=\"view\" for=\"two-7\">side by side</label>", "name=\"view-7\""})
    EXPECT_THAT(html, HasSubstr(part));
}

TEST(HtmlDifference, SaysAtAHunkWhichRuleChangesItAndWhy) {
  Illustration shown = illustration_of("a\n", "b\n");
  shown.reasons = {{{"some-rule", "replace <a>", "it is wrong", 2}}};
  EXPECT_THAT(html_difference(shown, 1),
              HasSubstr("<b>replace &lt;a&gt;</b>, because it is wrong (and 2 other findings of this rule) "
                        "<a href=\"#some-rule\">some-rule</a>"));
}

TEST(HtmlDifference, SetsOutTheFirstHunksOfManyAndKeepsTheOthersAsText) {
  const auto [before, after] = differing_in(200);
  const std::string html = html_difference(illustration_of(before, after), 1);
  std::size_t sections = 0;
  for (std::size_t at = 0; (at = html.find("<section", at)) != std::string::npos; ++at) ++sections;
  EXPECT_EQ(sections, 60U);
  EXPECT_THAT(html, HasSubstr("<summary>140 more changes, as text</summary>"));
  for (int i = 60; i < 200; ++i) EXPECT_THAT(html, HasSubstr("\n+" + std::to_string(i) + ".!\n")) << i;
}

TEST(Markdown, LeavesNothingOfANameThatMarkdownTakesForItsOwn) {
  EXPECT_EQ(markdown_text("a|b*c_d`e<f>\n"), "a\\|b\\*c\\_d\\`e\\<f\\>");
  EXPECT_EQ(code_block("", "```\n"), "````\n```\n````\n\n");
}

}  // namespace
}  // namespace certlift::render
