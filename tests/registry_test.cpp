#include "engine/registry.h"

#include "support/bytes.h"
#include "support/source_files.h"
#include "text/diff.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace certlift::engine {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> registered_ids() {
  std::vector<std::string> ids;
  for (const Transform& transform : registry()) ids.emplace_back(transform.id);
  return ids;
}

std::size_t cases_of(std::string_view id) {
  const fs::path folder = test::project_path("transforms/" + std::string(id) + "/cases");
  if (!fs::is_directory(folder)) return 0;
  return static_cast<std::size_t>(std::ranges::count_if(
      fs::directory_iterator(folder),
      [](const auto& entry) { return entry.path().filename().string().ends_with(".before.config"); }));
}

TEST(Registry, HoldsEveryFolderOfTransformsOnceAndSorted) {
  EXPECT_FALSE(registry().empty());
  EXPECT_EQ(registered_ids(), test::transform_folders())
      << "each folder of transforms/ has one line in transforms/registry.cpp, and the lines are sorted";
}

TEST(Registry, GivesEveryTransformATitleOfOneLine) {
  for (const Transform& transform : registry()) {
    EXPECT_FALSE(transform.title.empty()) << transform.id;
    EXPECT_EQ(transform.title.find('\n'), std::string_view::npos) << transform.id;
  }
}

TEST(Registry, GivesEveryTransformSomethingToFindWith) {
  for (const Transform& transform : registry()) EXPECT_NE(transform.find, nullptr) << transform.id;
}

TEST(Registry, ExplainsEveryTransformInTheSameSections) {
  for (const Transform& transform : registry()) {
    std::size_t before = 0;
    for (const std::string_view heading :
         {"## What it finds\n", "## Why it matters\n", "## What the fix does\n", "## What it requires\n",
          "## Sources\n"}) {
      const std::size_t at = transform.explain.find(heading);
      EXPECT_NE(at, std::string_view::npos) << transform.id << " has no section " << heading;
      EXPECT_GE(at, before) << transform.id << ": in another order than all others: " << heading;
      before = at;
    }
  }
}

std::set<std::pair<std::string_view, Hurdle>> explained_topics() {
  std::set<std::pair<std::string_view, Hurdle>> known;
  for (const Topic& topic : topics()) known.emplace(topic.id, topic.hurdle);
  return known;
}

TEST(Registry, ExplainsEveryRiskAndEveryRefusalOfItsTransforms) {
  const auto known = explained_topics();
  for (const Transform& transform : registry()) {
    for (const std::string_view id : transform.risks)
      EXPECT_TRUE(known.contains({id, Hurdle::risk})) << "transforms/topics.cpp lacks the risk " << id;
    for (const std::string_view code : transform.refusals)
      EXPECT_TRUE(known.contains({code, Hurdle::refusal}))
          << "transforms/topics.cpp lacks the refusal " << code;
  }
  EXPECT_TRUE(known.contains({"shared-configuration", Hurdle::risk})) << "it is no transform's";
}

TEST(Registry, SortsTheRisksAndRefusalsAndSaysWhatToDoAboutEach) {
  EXPECT_TRUE(std::ranges::is_sorted(topics(), {}, &Topic::id));
  EXPECT_EQ(explained_topics().size(), topics().size()) << "one is explained twice";
  for (const Topic& topic : topics()) {
    EXPECT_FALSE(topic.title.empty()) << topic.id;
    EXPECT_EQ(topic.title.find('\n'), std::string_view::npos) << topic.id;
    EXPECT_TRUE(topic.explain.ends_with(".\n")) << topic.id;
    EXPECT_NE(topic.explain.find("\n\n"), std::string_view::npos)
        << topic.id << ": what it means; what to do";
    for (const std::string_view line : text::split_lines(topic.explain))
      EXPECT_LE(line.size(), 131U) << topic.id << ": " << line;
    EXPECT_TRUE(topic.hurdle == Hurdle::refusal || topic.explain.find("ccept") != std::string_view::npos)
        << topic.id << ": when is it to be accepted?";
  }
}

TEST(Registry, SaysWhatMayFailWhereARuleIsInTheWayOfARequest) {
  for (const Transform& transform : registry())
    EXPECT_EQ(transform.hindrance.empty(), transform.bearing == Bearing::none) << transform.id;
}

TEST(Registry, HasACaseForEveryTransform) {
  for (const Transform& transform : registry())
    EXPECT_GT(cases_of(transform.id), 0u) << "write transforms/" << transform.id
                                          << "/cases/<case>.before.config, .after.config and .findings.txt";
}

/// docs/rules has a page for each rule, made from its explanation; CERTLIFT_UPDATE=1 writes them.
TEST(Registry, HasAPageForEveryTransform) {
  for (const Transform& transform : registry()) {
    const fs::path page = test::project_path("docs/rules/" + std::string(transform.id) + ".md");
    const std::string expected = "# " + std::string(transform.id) + "\n\n" + std::string(transform.title) +
                                 "\n\n" + std::string(transform.explain);
    if (std::getenv("CERTLIFT_UPDATE")) test::write_bytes(page, expected);
    EXPECT_EQ(test::read_bytes(page), expected) << page;
  }
}

/// docs/risks-and-refusals.md, made the same way.
TEST(Registry, HasAPageOfTheRisksAndRefusals) {
  std::string expected =
      "# Risks and refusals\n\nWhat `--accept` consents to, and why a fix can be refused. "
      "`certlift explain ID` shows each of these.\n";
  for (const Topic& topic : topics())
    expected.append("\n## ")
        .append(topic.id)
        .append(topic.hurdle == Hurdle::risk ? " (risk): " : " (refusal): ")
        .append(topic.title)
        .append("\n\n")
        .append(topic.explain);
  const fs::path page = test::project_path("docs/risks-and-refusals.md");
  if (std::getenv("CERTLIFT_UPDATE")) test::write_bytes(page, expected);
  EXPECT_EQ(test::read_bytes(page), expected) << page;
}

}  // namespace
}  // namespace certlift::engine
