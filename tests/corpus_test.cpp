#include "engine/fix.h"
#include "engine/registry.h"
#include "support/bytes.h"
#include "support/source_files.h"
#include "text/encoding.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

/// Real files that nobody of this project wrote. They stand beside the project (`../shared/corpus`), not in
/// it.
namespace certlift::engine {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> corpus(const std::string& folder) {
  std::vector<fs::path> files;
  const fs::path path = tests::project_path("../shared/corpus/" + folder);
  if (!fs::is_directory(path)) return files;
  for (const auto& entry : fs::directory_iterator(path)) files.push_back(entry.path());
  return files;
}

#define SKIP_WITHOUT(files) \
  if ((files).empty()) GTEST_SKIP() << "the corpus of real files is not there: ../shared/corpus"

TEST(Corpus, FindsNothingInHealthyFilesAndChangesNoByte) {
  const auto files = corpus("healthy");
  SKIP_WITHOUT(files);
  for (const fs::path& file : files) {
    const std::string bytes = tests::read_bytes(file);
    const auto decoded = text::decode(bytes);
    ASSERT_TRUE(decoded) << file;
    const auto repair = fix(decoded->text, file.string(), registry(), {.accept = {"all"}});
    ASSERT_TRUE(repair) << file << repair.error().message;
    EXPECT_EQ(text::encode(repair->text, decoded->encoding, decoded->bom), bytes) << file;
    for (const Outcome& outcome : repair->outcomes)
      ADD_FAILURE() << file << ":" << outcome.finding.position.line << ": " << outcome.finding.message;
  }
}

TEST(Corpus, SaysWhereAFileIsNotXmlAndChangesNoneThatIs) {
  const auto files = corpus("malformed");
  SKIP_WITHOUT(files);
  std::size_t not_xml = 0;
  for (const fs::path& file : files) {
    const std::string bytes = tests::read_bytes(file);
    const auto decoded = text::decode(bytes);
    ASSERT_TRUE(decoded) << file;
    const auto repair = fix(decoded->text, file.string(), registry(), {.accept = {"all"}});
    if (repair) {
      EXPECT_EQ(repair->text, decoded->text) << file;
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
    const std::string bytes = tests::read_bytes(file);
    const auto decoded = text::decode(bytes);
    ASSERT_TRUE(decoded) << file;
    const auto repair = fix(decoded->text, file.string(), registry(), {.accept = {"all"}});
    if (repair)
      EXPECT_EQ(repair->text, decoded->text) << file;
    else
      EXPECT_EQ(repair.error().code, ErrorCode::not_understood) << file;
  }
}

}  // namespace
}  // namespace certlift::engine
