#include "support/transcript.h"

#include "support/source_files.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

/// Plays every transcript of tests/cli; see its README.md.
namespace certlift::test {
namespace {

const std::string transcript_folder = test::project_path("tests/cli");

std::vector<std::string> transcripts() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(transcript_folder))
    if (entry.path().extension() == ".txt") names.push_back(entry.path().stem().string());
  std::ranges::sort(names);
  return names;
}

class Transcript : public testing::TestWithParam<std::string> {};

TEST_P(Transcript, HappensAsWritten) {
  const std::string path = transcript_folder + "/" + GetParam() + ".txt";
  const std::string written = file_bytes(path);
  const std::string happened = play(written, transcript_folder);
  if (std::getenv("CERTLIFT_UPDATE") != nullptr)
    std::ofstream(path, std::ios::binary) << happened;
  else
    EXPECT_EQ(happened, written);
}

INSTANTIATE_TEST_SUITE_P(Cli, Transcript, testing::ValuesIn(transcripts()), [](const auto& test) {
  std::string name = test.param;
  std::ranges::replace_if(name, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
});

TEST(TranscriptPlayer, SeesADifference) {
  const std::string shown =
      play("== FILE /a\nx\n== SAME /a /b\n== GONE /a\n== RUN explain\n== EXIT 0\n", transcript_folder);
  EXPECT_NE(shown.find("== NOT THE SAME /a /b\n== STILL THERE /a\n"), std::string::npos);
  EXPECT_NE(shown.find("== EXIT 2\n"), std::string::npos);
}

}  // namespace
}  // namespace certlift::test
