#include "support/bytes.h"
#include "support/source_files.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <string>
#include <vector>

/// What the project's Markdown links to and shows is there.
namespace certlift::test {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> documents() {
  std::vector<fs::path> found;
  for (fs::recursive_directory_iterator at(project_path("")), end; at != end; ++at) {
    const std::string name = at->path().filename().string();
    if (name == "build" || name.starts_with('.'))
      at.disable_recursion_pending();
    else if (name.ends_with(".md"))
      found.push_back(at->path());
  }
  return found;
}

/// The targets of `[text](target)` and `![text](target)` that are files, from where the document stands.
std::vector<std::string> files_linked_in(const std::string& markdown) {
  static const std::regex link(R"(\]\(([^)\s#]+))"), elsewhere("[a-z]+:.*");
  std::vector<std::string> files;
  for (std::sregex_iterator at(markdown.begin(), markdown.end(), link), end; at != end; ++at)
    if (!std::regex_match((*at)[1].str(), elsewhere)) files.push_back((*at)[1]);
  return files;
}

TEST(Links, AreFoundWhereTheyLeadToFiles) {
  const std::string markdown = "![a picture](images/a.png) [b](../b.md#c) [d](#e) [f](https://example.org/)";
  EXPECT_EQ(files_linked_in(markdown), (std::vector<std::string>{"images/a.png", "../b.md"}));
}

TEST(Links, LeadToFilesThatAreThere) {
  std::size_t checked = 0;
  for (const fs::path& document : documents())
    for (const std::string& file : files_linked_in(read_bytes(document))) {
      EXPECT_TRUE(fs::exists(document.parent_path() / file)) << document << " links to " << file;
      ++checked;
    }
  EXPECT_GT(checked, 20u);
}

}  // namespace
}  // namespace certlift::test
