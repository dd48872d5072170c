#include "render/effective_report.h"

#include "render/mask.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace certlift::render {
namespace {

using testing::HasSubstr;
using testing::Not;

iis::EffectiveSection section(const std::vector<iis::Setting>& settings) {
  const iis::Origin here{{3, 5}, "Shop"};
  iis::EffectiveSection section{.path = "a/b"};
  section.content.settings = settings;
  section.content.collections = {{"list", {{"add", settings, here, false, {{"rules/add", settings, here}}}}}};
  section.not_read = {{iis::WhyUnread::below_site, here, section.content}};
  section.faults = {{"password=\"first\" is wrong", here}};
  return section;
}

EffectiveReport report(const iis::EffectiveSection& section) {
  return {.file = "f.config", .path = "Shop", .kind = "site", .sections = {section}};
}

TEST(Mask, HidesAWholeSecretUnderTheNumberItHasElsewhere) {
  Mask mask;
  EXPECT_EQ(mask.hide("<a password='one'/>"), "<a password='*** (secret 1)'/>");
  EXPECT_EQ(mask.hide_whole("two"), "*** (secret 2)");
  EXPECT_EQ(mask.hide_whole("one"), "*** (secret 1)");
  EXPECT_EQ(mask.hide_whole(""), "");
}

TEST(Masked, HidesSecretsWhereverTheyStand) {
  const auto sections = masked({section({{.name = "pin", .value = "first", .encrypted = true},
                                         {.name = "Password", .value = "second"},
                                         {.name = "note", .value = "see [enc:AesProvider:third:enc]"},
                                         {.name = "open", .value = "fourth"}})});
  EffectiveReport masked_report = report(sections.front());
  for (const std::string& text :
       {effective_text(masked_report, Colours::off), effective_json(masked_report)}) {
    for (const std::string secret : {"first", "second", "third"}) EXPECT_THAT(text, Not(HasSubstr(secret)));
    EXPECT_THAT(text, HasSubstr("*** (secret 3)"));
    EXPECT_THAT(text, HasSubstr("fourth"));
  }
}

TEST(EffectiveReport, TellsWhatMayNotBeReadFromWhatCannot) {
  iis::EffectiveSection doubtful = section({});
  doubtful.faults.front().kind = iis::ProblemKind::letter_case;
  EXPECT_THAT(effective_text(report(doubtful), Colours::on), HasSubstr("\x1b[33mwarning:\x1b[0m f.config:3"));
  EXPECT_THAT(effective_json(report(doubtful)), HasSubstr("\"severity\": \"warning\""));
  EXPECT_THAT(effective_text(report(section({})), Colours::off), HasSubstr("  error: f.config:3"));
  EXPECT_THAT(effective_json(report(section({}))), HasSubstr("\"severity\": \"error\""));
}

TEST(EffectiveText, CutsLongValuesBetweenCharactersAndKeepsThemOnOneLine) {
  std::string value = "a\tb\r\n";
  for (int i = 0; i < 40; ++i) value += "ü";
  const std::string text = effective_text(report(section({{.name = "n", .value = value}})), Colours::off);
  std::string shown = "a b  ";
  for (int i = 0; i < 26; ++i) shown += "ü";
  EXPECT_THAT(text, HasSubstr("  n  " + shown + "...  default\n"));
}

TEST(EffectiveText, NamesTheServerLevel) {
  const std::string text = effective_text({.file = "f.config"}, Colours::off);
  EXPECT_EQ(text, "f.config: effective values at the server level, according to this file alone\n");
}

TEST(EffectiveText, ColoursForATerminalOnly) {
  const iis::EffectiveSection shown = section({});
  EXPECT_THAT(effective_text(report(shown), Colours::off), Not(HasSubstr("\x1b")));
  EXPECT_THAT(effective_text(report(shown), Colours::on), HasSubstr("\x1b"));
}

}  // namespace
}  // namespace certlift::render
