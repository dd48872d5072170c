#include "engine/registry.h"
#include "render/unified_diff.h"
#include "support/bytes.h"
#include "support/run_engine.h"
#include "support/source_files.h"
#include "text/diff.h"
#include "text/encoding.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

/// Real files from outside this project. They stand beside the project (`../shared`), not in
/// it.
namespace certlift::engine {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> corpus(const std::string& folder) {
  std::vector<fs::path> files;
  const fs::path path = test::project_path("../shared/corpus/" + folder);
  if (!fs::is_directory(path)) return files;
  for (const auto& entry : fs::directory_iterator(path)) files.push_back(entry.path());
  return files;
}

#define SKIP_WITHOUT(files) \
  if ((files).empty()) GTEST_SKIP() << "the real files are not there: ../shared"

/// Healthy files request certificates too, and when they do it is told.
bool is_about_late_requests(const Finding& finding) {
  return finding.rule == "late-certificate-request" || finding.rule == "small-upload-read-ahead";
}

TEST(Corpus, FindsNothingInHealthyFilesAndChangesNoByte) {
  const auto files = corpus("healthy");
  SKIP_WITHOUT(files);
  for (const fs::path& file : files) {
    const std::string bytes = test::read_bytes(file);
    const auto repair = fix(bytes, file.string(), {registry(), {.accept = {"all"}}});
    ASSERT_TRUE(repair) << file << repair.error().message;
    EXPECT_EQ(repair->after->bytes(), bytes) << file;
    for (const Outcome& outcome : repair->outcomes)
      if (!is_about_late_requests(*outcome.finding))
        ADD_FAILURE() << file << ":" << outcome.finding->position.line << ": " << outcome.finding->message;
  }
}

TEST(Corpus, SaysWhereAFileIsNotXmlAndChangesNoneThatIs) {
  const auto files = corpus("malformed");
  SKIP_WITHOUT(files);
  std::size_t not_xml = 0;
  for (const fs::path& file : files) {
    const std::string bytes = test::read_bytes(file);
    const auto repair = fix(bytes, file.string(), {registry(), {.accept = {"all"}}});
    if (repair) {
      EXPECT_EQ(repair->after->bytes(), bytes) << file;
      continue;
    }
    ++not_xml;
    EXPECT_EQ(repair.error().code, ErrorCode::not_understood) << file;
    EXPECT_GT(repair.error().line, 1U) << file;
    EXPECT_FALSE(repair.error().message.empty()) << file;
  }
  EXPECT_GT(not_xml, 0U);
}

TEST(Corpus, LeavesSiteLevelMappingsAndSnippetsAlone) {
  auto files = corpus("mappings");
  SKIP_WITHOUT(files);
  for (const fs::path& file : corpus("snippets")) files.push_back(file);
  for (const fs::path& file : files) {
    const std::string bytes = test::read_bytes(file);
    const auto repair = fix(bytes, file.string(), {registry(), {.accept = {"all"}}});
    if (repair)
      EXPECT_EQ(repair->after->bytes(), bytes) << file;
    else
      EXPECT_EQ(repair.error().code, ErrorCode::not_understood) << file;
  }
}

/// What stands in the article between `mark` and the end of the configuration below it.
std::string block_below(const std::string& article, const std::string& mark) {
  const std::string end = "</configuration>\n";
  const std::size_t begin = article.find("<configuration>", article.find("\n" + mark + "\n"));
  return article.substr(begin, article.find(end, begin) + end.size() - begin);
}

struct Writing {
  text::Encoding encoding;
  text::Bom bom;
  bool has_crlf;
};

constexpr std::array writings{Writing{text::Encoding::utf8, text::Bom::absent, false},
                              Writing{text::Encoding::utf8, text::Bom::absent, true},
                              Writing{text::Encoding::utf8, text::Bom::present, true},
                              Writing{text::Encoding::utf16_le, text::Bom::present, true},
                              Writing{text::Encoding::utf16_be, text::Bom::present, true}};

std::string written(const std::string& text, const Writing& writing) {
  return text::encode(writing.has_crlf ? test::with_crlf(text) : text, writing.encoding, writing.bom);
}

TEST(Corpus, TurnsTheArticlesBadConfigurationIntoItsGoodOne) {
  const std::string article = test::read_bytes(test::project_path("../shared/article.txt"));
  SKIP_WITHOUT(article);
  const std::string bad = block_below(article, "NOT GOOD"), good = block_below(article, "GOOD ONE");
  for (const Writing& writing : writings) {
    const auto repair = fix(written(bad, writing), "", {registry()});
    ASSERT_TRUE(repair) << repair.error().message;
    EXPECT_EQ(repair->after->bytes(), written(good, writing));
    const auto again = fix(std::string(repair->after->bytes()), "", {registry()});
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(again->after->text(), repair->after->text());
    for (const Outcome& outcome : again->outcomes)
      EXPECT_NE(outcome.finding->rule, "misplaced-client-cert-mappings");
  }
}

/// A real file as a Windows server could have it: CRLF, single quotes, and a misplaced section with wrapped
/// attributes and a comment above it.
std::string awkward(std::string text) {
  text = std::regex_replace(text, std::regex("=\"([^\"']*)\""), "='$1'");
  const std::string misplaced =
      "    <location path='WebSite1'>\n        <system.webServer>\n            <security>\n"
      "                <authentication>\n                    <basicAuthentication enabled='false' />\n"
      "                </authentication>\n            </security>\n        </system.webServer>\n    "
      "</location>\n"
      "    <location path='WebSite1/app'>\n        <system.webServer>\n            <security>\n"
      "                <authentication>\n                    <anonymousAuthentication enabled='false' />\n"
      "                    <!-- partners,\n                         ticket 42 -->\n"
      "                    <iisClientCertificateMappingAuthentication enabled='true'\n"
      "                        manyToOneCertificateMappingsEnabled='false'>\n"
      "                        <oneToOneMappings>\n"
      "                            <add userName='u1'\n                                 "
      "password='[enc:AesProvider:eA==:enc]'\n"
      "                                 certificate='TUlJ' />\n                        </oneToOneMappings>\n"
      "                    </iisClientCertificateMappingAuthentication>\n                </authentication>\n"
      "                <access sslFlags='Ssl, SslRequireCert' />\n"
      "            </security>\n        </system.webServer>\n    </location>\n";
  text.insert(text.rfind("</configuration>"), misplaced);
  return "\xEF\xBB\xBF" + test::with_crlf(text);
}

std::vector<std::string> lines_with(const std::string& diff, char mark) {
  std::vector<std::string> lines;
  std::istringstream in(diff);
  for (std::string line; std::getline(in, line);)
    if (line.starts_with(mark) && !line.starts_with(std::string(3, mark))) lines.push_back(line.substr(1));
  return lines;
}

TEST(Corpus, ShowsTheMovedLinesOfARealFileAndNothingElse) {
  const auto files = corpus("healthy");
  SKIP_WITHOUT(files);
  const auto file = std::ranges::find_if(files, [](const fs::path& path) {
    return path.string().find("Tests-original2@") != std::string::npos;
  });
  ASSERT_NE(file, files.end());
  const std::string before = awkward(test::read_bytes(*file));
  const auto repair = fix(before, "", {registry(), {.only = {"misplaced-client-cert-mappings"}}});
  ASSERT_TRUE(repair) << repair.error().message;
  const std::string after(repair->after->bytes());
  const auto changes = text::changed_lines(repair->before->text(), repair->after->text(), *repair->edits);
  const std::string diff =
      render::unified_diff("applicationHost.config", before, after, render::Secrets::shown, changes);
  EXPECT_EQ(lines_with(diff, '-').size(), 10U);
  EXPECT_EQ(lines_with(diff, '-'), lines_with(diff, '+'));

#ifdef _WIN32
  GTEST_SKIP() << "there is no patch(1) to judge the rest";
#endif
  const fs::path folder = fs::path(testing::TempDir()) / "certlift-patch";
  fs::create_directories(folder);
  test::write_bytes(folder / "applicationHost.config", before);
  test::write_bytes(folder / "the.diff", diff);
  const std::string command = "cd '" + folder.string() + "' && patch --binary -s -p0 < the.diff";
  ASSERT_EQ(std::system(command.c_str()), 0);  // NOLINT: the only way to have patch(1) itself judge
  EXPECT_EQ(test::read_bytes(folder / "applicationHost.config"), after);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace certlift::engine
