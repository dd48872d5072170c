#include "plan/section_state.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace certlift::plan {
namespace {

using testing::ElementsAre;

std::vector<SectionState> read_states(const std::string& text) {
  const auto document = xml::Document::parse(text);
  EXPECT_TRUE(document) << text;
  return section_states(iis::HostConfig(*document));
}

std::vector<std::string> in_words(const std::string& before, const std::string& after) {
  return differences_in_words(read_states(before), read_states(after));
}

/// The sections begin in line 5.
std::string at_shop(const std::string& sections, const std::string& tag = "path=\"Shop\"") {
  return "<configuration>\n  <!-- c -->\n  <location " + tag + ">\n    <system.webServer>\n" + sections +
         "\n    </system.webServer>\n  </location>\n</configuration>\n";
}

/// The sites begin in line 4.
std::string sites(const std::string& inner) {
  return "<configuration>\n<system.applicationHost>\n<sites>\n" + inner +
         "\n</sites>\n</system.applicationHost>\n</configuration>\n";
}

std::string site(const std::string& name, const std::string& binding, const std::string& applications = "") {
  return "<site name=\"" + name + "\">\n" + applications + "<bindings>\n<binding bindingInformation=\"" +
         binding + "\" />\n</bindings>\n</site>\n";
}

const std::string sites_changed = "the server's system.applicationHost/sites changed: ";
const std::string a_changed = "'Shop' system.webServer/a changed: ";

TEST(DifferenceInWords, NamesTheElementThatChangedAndItsLine) {
  EXPECT_THAT(in_words(sites(site("A", "*:443:") + site("B", "*:443:b")),
                       sites(site("A", "*:443:") + site("B", "*:444:b"))),
              ElementsAre(sites_changed + "binding of site 'B' changed (line 11)"));
  EXPECT_THAT(in_words(sites(site("A", "1")), sites(site("A2", "1"))),
              ElementsAre(sites_changed + "site 'A2' changed (line 4)"));
}

TEST(DifferenceInWords, NamesWhatWasAddedAndRemovedWithoutWhatIsInIt) {
  const std::string app = "<application path=\"/New\">\n<virtualDirectory path=\"/\" />\n</application>\n";
  const std::string without = sites(site("A", "1")), with = sites(site("A", "1", app));
  EXPECT_THAT(in_words(without, with),
              ElementsAre(sites_changed + "application '/New' of site 'A' was added (line 5)"));
  EXPECT_THAT(in_words(with, without),
              ElementsAre(sites_changed + "application '/New' of site 'A' was removed"));
  EXPECT_THAT(in_words(without, sites(site("A", "1") + site("B", "2"))),
              ElementsAre(sites_changed + "site 'B' was added (line 9)"));
  EXPECT_THAT(in_words(at_shop("<a />"), at_shop("<a />\n<b />")),
              ElementsAre("'Shop' system.webServer/b was added (line 6)"));
  EXPECT_THAT(in_words(at_shop("<a />\n<b />"), at_shop("<a />")),
              ElementsAre("'Shop' system.webServer/b was removed (1 line)"));
}

TEST(DifferenceInWords, TellsCommentsFromOrderAndFromHowItIsWritten) {
  const auto said = [](const std::string& after) {
    return in_words(at_shop("<a>\n<b x=\"1\" y=\"2\" />\n<c />\n</a>"), at_shop(after));
  };
  EXPECT_THAT(said("<a>\n<!-- c -->\n<b x=\"1\" y=\"2\" />\n<c />\n</a>"),
              ElementsAre(a_changed + "only its comments"));
  EXPECT_THAT(said("<a>\n<c />\n<b x=\"1\" y=\"2\" />\n</a>"),
              ElementsAre(a_changed + "the order of its elements"));
  EXPECT_THAT(said("<a> <!-- c --><c />\n<b x=\"1\" y=\"2\" />\n</a>"),
              ElementsAre(a_changed + "the order of its elements and its comments"));
  EXPECT_THAT(said("<a>\n\n<b y='2' x='1'/>\n<c />\n</a>"),
              ElementsAre(a_changed + "only how it is written (blanks, quotes, order of attributes)"));
  EXPECT_THAT(said("<a><!-- c -->\n<b x=\"1\" y=\"3\" />\n<c />\n</a>"),
              ElementsAre(a_changed + "b changed (line 6), and its comments"));
  EXPECT_THAT(said("<a>\n<b x=\"1\" y=\"2\" />\n<c>text</c>\n</a>"),
              ElementsAre(a_changed + "c changed (line 7)"));
}

TEST(DifferenceInWords, NamesTheLocationTagAndFewOfManyElements) {
  EXPECT_THAT(in_words(at_shop("<a />"), at_shop("<a />", "path=\"Shop\" overrideMode=\"Deny\"")),
              ElementsAre(a_changed + "its location tag changed (line 3)"));
  std::string before, after;
  for (char c = '1'; c < '9'; ++c) {
    before += std::string("\n<add name=\"") + c + "\" v=\"1\" />";
    after += std::string("\n<add name=\"") + c + "\" v=\"2\" />";
  }
  EXPECT_THAT(
      in_words(at_shop("<a>" + before + "</a>"), at_shop("<a>" + after + "</a>")),
      ElementsAre(a_changed + "add '1' changed (line 6), add '2' changed (line 7), add '3' changed (line "
                              "8), add '4' changed (line 9) and 4 elements more"));
}

TEST(DifferenceInWords, OfAPlanWithoutElementsIsByHowMuch) {
  auto before = read_states(at_shop("<a x=\"1\" />"));
  for (SectionState& state : before) state.elements.clear();
  EXPECT_THAT(differences_in_words(before, read_states(at_shop("<a x=\"2\" />"))),
              ElementsAre(a_changed + "1 line as before, with other content"));
}

TEST(DifferenceInWords, TakesNoLongTimeForManyChanges) {
  const auto many = [](const std::string& value) {
    std::string adds;
    for (int i = 0; i < 20'000; ++i)
      adds += "<add name=\"" + std::to_string(i) + "\" v=\"" + value + "\" />\n";
    return at_shop("<a>\n" + adds + "</a>");
  };
  const auto said = in_words(many("1"), many("2"));
  ASSERT_EQ(said.size(), 1U);
  EXPECT_TRUE(said.front().ends_with("add '3' changed (line 9) and 19996 elements more")) << said.front();
}

TEST(ElementState, IsReadAsItIsWritten) {
  for (const SectionState& state : read_states(sites(site("A B", "1"))))
    for (ElementState element : state.elements) {
      const auto read = read_line_of_plan(line_of_plan(element));
      element.line = 0;
      EXPECT_EQ(read, element) << element.name;
    }
  for (const char* wrong : {"", "1", "x 0123456789abcdef a", "1 0123456789abcdef", "1 0123456789abcdef ",
                            "1 0123456789abcdeF a", "-1 0123456789abcdef a", "1  0123456789abcdef a"})
    EXPECT_EQ(read_line_of_plan(wrong), std::nullopt) << wrong;
}

TEST(ElementState, NamesNothingThatIsLongOrASecret) {
  const auto name_of = [](const std::string& value) {
    return read_states(at_shop("<a name='" + value + "' />")).front().elements.back().name;
  };
  EXPECT_EQ(name_of("plain"), "a 'plain'");
  EXPECT_EQ(name_of("[enc:P:YQ==:enc]"), "a");
  EXPECT_EQ(name_of(std::string(65, 'x')), "a");
  EXPECT_EQ(name_of("two&#10;lines"), "a 'two\\nlines'");
}

TEST(FileState, TellsACommentFromASecretAndFromBlanks) {
  const FileState before = file_state("<a><!-- c --><b password=\"x\" /></a>");
  EXPECT_EQ(file_state("<a><!-- c --><b password=\"yy\" /></a>").text, before.text);
  EXPECT_EQ(file_state("<a> <!-- c --><b password=\"x\" /></a>").comments, before.comments);
  EXPECT_NE(file_state("<a> <!-- c --><b password=\"x\" /></a>").text, before.text);
  EXPECT_NE(file_state("<a><!-- d --><b password=\"x\" /></a>").comments, before.comments);
}

}  // namespace
}  // namespace certlift::plan
