#include "support/bytes.h"
#include "support/memory_disk.h"
#include "support/program.h"
#include "support/source_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

/// `-o FILE` of commands that report.
namespace certlift::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

class ReportFile : public testing::Test {
 protected:
  ReportFile() {
    disk.put(config, read_bytes(project_path("tests/cli/shop.config")));
    disk.put_directory("/out");
  }

  Said check(const std::string& format, const std::string& output, std::vector<std::string> more = {}) {
    std::vector<std::string> words{"check", "--format", format, config, "-o", output};
    words.insert(words.end(), more.begin(), more.end());
    return run_program(disk, words);
  }

  const std::string config = "/srv/1.config";
  MemoryDisk disk;
};

TEST_F(ReportFile, HasWhatStandardOutputWouldHave) {
  for (const char* format : {"text", "json", "html", "markdown", "sarif", "junit", "github"}) {
    const std::string printed = run_program(disk, {"check", "--format", format, config}).out;
    const Said said = check(format, std::string("/out/") + format);
    EXPECT_EQ(said.exit_code, 1);
    EXPECT_THAT(said.out, IsEmpty());
    EXPECT_EQ(disk.bytes(std::string("/out/") + format), printed);
  }
}

TEST_F(ReportFile, ReplacesAReportThatCertliftWrote) {
  for (const char* first : {"html", "markdown", "json", "sarif"}) {
    EXPECT_EQ(check(first, "/out/report").exit_code, 1);
    EXPECT_EQ(check("markdown", "/out/report").exit_code, 1) << first;
    EXPECT_THAT(disk.bytes("/out/report"), StartsWith("<!-- certlift "));
  }
}

TEST_F(ReportFile, LeavesEveryOtherFileAlone) {
  run_program(disk, {"plan", config, "-o", "/out/plan.json"});
  disk.put("/out/notes.md", "# certlift check\nmy own words\n");
  disk.put("/out/page.html", "<!doctype html><p>certlift</p>");
  disk.put("/out/empty", "");
  for (const char* name : {"/out/plan.json", "/out/notes.md", "/out/page.html", "/out/empty"}) {
    const std::string before = disk.bytes(name);
    const Said said = check("html", name);
    EXPECT_EQ(said.exit_code, 3);
    EXPECT_THAT(said.err, HasSubstr(std::string(name) + ": this file exists and is no report of certlift"));
    EXPECT_THAT(said.err, HasSubstr("--force"));
    EXPECT_EQ(disk.bytes(name), before);
  }
  EXPECT_EQ(check("html", "/out/notes.md", {"--force"}).exit_code, 1);
  EXPECT_THAT(disk.bytes("/out/notes.md"), StartsWith("<!doctype html>"));
}

TEST_F(ReportFile, NeverReplacesWhatItIsAbout) {
  const std::string before = disk.bytes(config);
  disk.put_link("/srv/link", config);
  disk.put("/srv/fr000001.xml", "<failedRequest/>");
  for (const char* name : {"/srv/1.config", "/srv/link"}) {
    const Said said = check("html", name, {"--force"});
    EXPECT_EQ(said.exit_code, 3);
    EXPECT_THAT(said.err, HasSubstr("one of the files that the report is about"));
    EXPECT_EQ(disk.bytes(config), before);
  }
  const Said said = run_program(disk, {"freb", "/srv/fr000001.xml", "-o", "/srv/fr000001.xml", "--force"});
  EXPECT_EQ(said.exit_code, 3);
  EXPECT_EQ(disk.bytes("/srv/fr000001.xml"), "<failedRequest/>");
}

TEST_F(ReportFile, IsForEachCommandThatReports) {
  const std::vector<std::vector<std::string>> commands{{"check", config},
                                                       {"diff", config},
                                                       {"effective", config, "--path", "Shop"},
                                                       {"simulate", config, "--url", "http://shop/"},
                                                       {"simulate", config, "--all"},
                                                       {"freb", "/srv"},
                                                       {"logs", "/srv"},
                                                       {"report", "/srv"}};
  for (const std::vector<std::string>& command : commands) {
    std::vector<std::string> words = command;
    words.insert(words.end(), {"--format", "html", "-o", "/out/page.html"});
    disk.erase("/out/page.html");
    const Said said = run_program(disk, words);
    EXPECT_THAT(said.out, IsEmpty());
    EXPECT_THAT(disk.bytes("/out/page.html"), StartsWith("<!doctype html>")) << command.front() << said.err;
  }
}

TEST_F(ReportFile, IsWholeOrNotThere) {
  disk.put("/out/old", "<!-- certlift old -->\n");
  for (std::size_t n = 1; n < 60; ++n) {
    disk.fail_at(n, MemoryDisk::Times::from_then_on);
    check("html", "/out/old");
    disk.work_again();
    const std::string now = disk.bytes("/out/old");
    EXPECT_TRUE(now == "<!-- certlift old -->\n" || now.ends_with("</html>\n")) << n;
    if (now.ends_with("</html>\n")) disk.put("/out/old", "<!-- certlift old -->\n");
  }
}

TEST_F(ReportFile, IsNotMadeOfAWrongCommandLine) {
  const Said said = run_program(disk, {"check", config, "--site", "None", "-o", "/out/page.html"});
  EXPECT_EQ(said.exit_code, 2);
  EXPECT_FALSE(disk.exists("/out/page.html"));
}

}  // namespace
}  // namespace certlift::test
