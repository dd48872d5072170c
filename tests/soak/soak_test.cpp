#include "soak/forms.h"
#include "soak/witness.h"
#include "support/bytes.h"
#include "support/program.h"
#include "support/source_files.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

/// Misplaced mappings of every shape in every real file: fixed, judged by a reader that is not certlift's
/// own, and undone to the byte.
namespace certlift::test {
namespace {

namespace fs = std::filesystem;

const std::string live_path = "/srv/applicationHost.config";

std::vector<fs::path> healthy_files() {
  std::vector<fs::path> files;
  const fs::path folder = project_path("../shared/corpus/healthy");
  if (fs::is_directory(folder))
    for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

/// One of the files has its sites in a comment.
std::string with_a_site(std::string text) {
  if (hear(text).sites.empty())
    text.insert(text.find("<sites>") + 7, "<site name=\"Soak\" id=\"1\"><application path=\"/\" /></site>");
  return text;
}

bool is_below(const std::string& path, const std::string& site) {
  return path.starts_with(site + "/soak");
}

/// Moves what stands below the site to it, as the fix should.
Witness lifted(Witness witness, const std::string& site) {
  Testimony moved = witness.places[site];
  for (auto& [path, said] : witness.places) {
    if (!is_below(path, site) || said.mappings_sections.empty()) continue;
    if (moved.mappings_sections.empty()) moved.mappings_sections = said.mappings_sections;
    for (const auto& [collection, entries] : said.mappings)
      moved.mappings[collection].insert(moved.mappings[collection].end(), entries.begin(), entries.end());
    said.mappings_sections.clear();
    said.mappings.clear();
  }
  witness.places[site] = moved;
  return witness;
}

void expect_the_same(const Witness& expected, const Witness& seen) {
  EXPECT_EQ(expected.comments, seen.comments);
  EXPECT_EQ(expected.sites, seen.sites);
  EXPECT_EQ(expected.places.size(), seen.places.size());
  for (const auto& [path, said] : expected.places) {
    const Testimony other = seen.at(path);
    EXPECT_EQ(said.mappings_sections, other.mappings_sections) << "at " << path;
    EXPECT_EQ(said.mappings, other.mappings) << "at " << path;
    EXPECT_EQ(said.rest, other.rest) << "at " << path;
  }
}

TEST(Soak, LiftsEveryShapeInEveryRealFileAndUndoesItToTheByte) {
  const std::vector<fs::path> files = healthy_files();
  if (files.empty()) GTEST_SKIP() << "the real files are not there: ../shared";
  for (const fs::path& file : files) {
    const std::string text = with_a_site(read_bytes(file));
    for (const Form& form : forms()) {
      SCOPED_TRACE(file.filename().string() + ": " + form.name);
      std::string site = hear(text).sites.front();
      const std::string before = form.put_into(text, site);
      std::ranges::transform(site, site.begin(),
                             [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
      MemoryDisk disk;
      disk.put(live_path, before);
      const Said fixed = run_program(disk, {"fix", "--accept", "widens-access", live_path});
      ASSERT_LE(fixed.exit_code, 1) << fixed.out << fixed.err;  // a rule may have something to report
      ASSERT_NE(disk.bytes(live_path), before) << fixed.out;
      expect_the_same(lifted(hear(before), site), hear(disk.bytes(live_path)));
      const Said undone = run_program(disk, {"undo", live_path});
      ASSERT_EQ(undone.exit_code, 0) << undone.out << undone.err;
      ASSERT_EQ(disk.bytes(live_path), before);
    }
  }
}

}  // namespace
}  // namespace certlift::test
