#include "bench/generate.h"
#include "support/bytes.h"
#include "support/memory_disk.h"
#include "support/program.h"
#include "support/source_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

namespace certlift::test {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* path = "/srv/1.config";

Said run_on(const std::string& configuration, std::vector<std::string> arguments) {
  MemoryDisk disk;
  disk.put(path, configuration);
  arguments.emplace_back(path);
  return run_program(disk, arguments);
}

std::string shop() {
  return read_bytes(project_path("tests/cli/shop.config"));
}

TEST(HtmlReport, ShowsWhereMappingsAreNotReadAndWhatTheFixMakesOfIt) {
  const Said said = run_on(shop(), {"check", "--format", "html"});
  EXPECT_EQ(said.exit_code, 1);
  for (const char* part : {"1 mapping, not read by IIS (line 22)", "1 mapping, read by IIS (line 19)",
                           "<figcaption>Now</figcaption>", "<figcaption>After the fix</figcaption>",
                           "certlift fix /srv/1.config", "SHOP\\partner (changed)"})
    EXPECT_THAT(said.out, HasSubstr(part));
  EXPECT_THAT(said.out, HasSubstr("<details id=\"misplaced-client-cert-mappings\">"));
}

TEST(HtmlReport, HidesSecretsUnlessTheyAreWantedAndSaysSoThen) {
  const std::string warning = "This page shows passwords and keys";
  const Said hidden = run_on(shop(), {"diff", "--format", "html"});
  EXPECT_THAT(hidden.out, HasSubstr("*** (secret 1)"));
  EXPECT_THAT(hidden.out, Not(HasSubstr(warning)));
  const Said shown = run_on(shop(), {"diff", "--show-secrets", "--format", "html"});
  EXPECT_THAT(shown.out, HasSubstr(warning));
}

TEST(HtmlReport, SaysOfAFixHowToUndoIt) {
  const Said said = run_on(shop(), {"fix", "--format", "html"});
  EXPECT_EQ(said.exit_code, 0);
  EXPECT_THAT(said.out, HasSubstr("<figcaption>Before</figcaption>"));
  EXPECT_THAT(said.out, HasSubstr("certlift undo /srv/1.config"));
}

TEST(HtmlReport, ShowsWhyAFileCannotBeRead) {
  const Said said = run_on("<configuration>", {"check", "--format", "html"});
  EXPECT_EQ(said.exit_code, 3);
  EXPECT_THAT(said.out, HasSubstr("is never closed"));
  EXPECT_THAT(said.out, HasSubstr("</html>"));
}

TEST(HtmlReport, EscapesTheNamesOfAConfiguration) {
  std::string hostile = shop();
  for (std::size_t at = 0; (at = hostile.find("Partners", at)) != std::string::npos;) {
    const std::string name = "&lt;script&gt;alert(1)&lt;/script&gt;\u202E";
    hostile.replace(at, 8, name);
    at += name.size();
  }
  for (const char* format : {"html", "markdown"}) {
    const Said said = run_on(hostile, {"check", "--format", format});
    EXPECT_EQ(said.exit_code, 1);
    EXPECT_THAT(said.out, Not(HasSubstr("<script>alert"))) << format;
  }
}

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t number = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size()) ++number;
  return number;
}

TEST(HtmlReport, OfManySitesHasPicturesOfTheFirstAndNamesTheOthers) {
  const std::string page = run_on(bench::generate(300, 1), {"check", "--format", "html"}).out;
  EXPECT_EQ(count(page, "<figure>"), 100U);
  EXPECT_THAT(page, HasSubstr("more sites with findings, without a picture here"));
  EXPECT_THAT(page, HasSubstr("certlift check --format html --site"));
}

TEST(HtmlReport, FoldsSitesWithoutFindingsToALine) {
  std::string configuration = shop();
  configuration.insert(configuration.find("    </sites>"),
                       "<site name=\"Blog\" id=\"2\"><application path=\"/\" /></site>\n");
  const std::string page = run_on(configuration, {"check", "--format", "html"}).out;
  EXPECT_THAT(page, HasSubstr("1 other site: nothing was found there."));
  EXPECT_THAT(page, Not(HasSubstr("the site Blog as a tree")));
  const std::string one = run_on(configuration, {"check", "--site", "Shop", "--format", "html"}).out;
  EXPECT_THAT(one, Not(HasSubstr("nothing was found there")));
}

/// A browser takes time for elements, not for bytes.
TEST(HtmlReport, GrowsByFewElementsForEachSite) {
  const std::string some = run_on(bench::generate(300, 1), {"check", "--format", "html"}).out;
  const std::string more = run_on(bench::generate(600, 1), {"check", "--format", "html"}).out;
  EXPECT_LT(count(more, "<"), count(some, "<") + std::size_t{300} * 6);
  EXPECT_LT(more.size(), some.size() + std::size_t{300} * 3000);
}

/// Whatever rule made it, in whichever round.
TEST(HtmlReport, SaysAtEachHunkWhichRuleChangesIt) {
  std::size_t hunks = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(project_path("transforms"))) {
    if (!entry.path().string().ends_with(".before.config")) continue;
    const std::string page =
        run_on(read_bytes(entry.path()), {"diff", "--accept", "all", "--format", "html"}).out;
    const std::size_t here = count(page, "<section class=\"hunk\">");
    EXPECT_EQ(count(page, "<section class=\"hunk\"><p><b>"), here) << entry.path();
    hunks += here;
  }
  EXPECT_GT(hunks, 100U);
}

}  // namespace
}  // namespace certlift::test
