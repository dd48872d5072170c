#include "support/bytes.h"
#include "support/memory_disk.h"
#include "support/program.h"
#include "support/source_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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

}  // namespace
}  // namespace certlift::test
