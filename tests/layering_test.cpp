#include "support/bytes.h"
#include "support/source_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <ranges>
#include <string>
#include <string_view>
#include <vector>

/// Holds every include of src/ and transforms/ against the table "The folders, and who may include whom" of
/// ARCHITECTURE.md.
namespace certlift::test {
namespace {

using Folders = std::vector<std::string>;
using Table = std::map<std::string, Folders, std::less<>>;

std::vector<std::string> split(std::string_view text, std::string_view by) {
  std::vector<std::string> parts;
  for (const auto part : std::views::split(text, by)) {
    std::string_view cell(part.begin(), part.end());
    while (cell.starts_with(' ')) cell.remove_prefix(1);
    while (cell.ends_with(' ')) cell.remove_suffix(1);
    parts.emplace_back(cell);
  }
  return parts;
}

/// "`src/text`" is text, "`transforms/*`" transforms; nothing for what is no folder.
std::string folder_in(const std::string& cell) {
  if (cell == "`transforms/*`") return "transforms";
  return cell.starts_with("`src/") && cell.ends_with('`') ? cell.substr(5, cell.size() - 6) : "";
}

/// The rows "| folder | does | may include | must not know |" of ARCHITECTURE.md, and what stands above the
/// folders.
Table read_table() {
  Table table;
  Folders all{"certlift.h"};
  for (const std::string& line : split(read_bytes(project_path("ARCHITECTURE.md")), "\n")) {
    const std::vector<std::string> cells = split(line, "|");
    const std::string folder = cells.size() == 6 ? folder_in(cells[1]) : "";
    if (folder.empty()) continue;
    table[folder] = cells[3] == "nothing" ? Folders() : split(cells[3], ",");
    if (folder != "transforms" && folder != "cli") all.push_back(folder);
  }
  for (auto& [folder, others] : table)
    if (others == Folders{"everything"}) others = all;
  table["certlift.h"] = all;
  table["transforms/registry.cpp"] = {"engine", "transforms"};
  table["transforms/topics.cpp"] = {"engine"};
  return table;
}

const Table may_include = read_table();

/// Headers from outside that only some folders may see; a name that ends in `/` stands for all below it.
struct Outside {
  std::string_view header;
  Folders users;
};

const std::vector<Outside> outside = {
    {"pugixml.hpp", {"xml"}},
    {"mimalloc.h", {"cli"}},
    {"pugiconfig.hpp", {"xml"}},
    {"CLI/", {"cli"}},
    {"spdlog/", {"cli"}},
    {"mbedtls/", {"base", "iis"}},
    {"utf8.h", {"text"}},
    {"utf8proc.h", {"text", "iis"}},
    {"nlohmann/", {"render", "apply", "cli"}},
    {"filesystem", {"disk", "cli"}},
    {"fstream", {"disk", "cli"}},
    {"iostream", {"cli"}},
};

const std::vector<std::string_view> platform_headers = {"unistd.h", "fcntl.h", "sys/", "windows.h"};

bool names(std::string_view pattern, std::string_view header) {
  return pattern.ends_with('/') ? header.starts_with(pattern) : header == pattern;
}

std::string joined(const Folders& folders) {
  std::string text;
  for (const std::string& folder : folders) text.append(text.empty() ? "" : ", ").append(folder);
  return text.empty() ? "nothing" : text;
}

std::string_view first_segment(std::string_view path) {
  return path.substr(0, path.find('/'));
}

/// The row of the table that a file of the project is held against.
std::string_view row_of(std::string_view path) {
  if (path.starts_with("transforms/"))
    return path.find('/', 11) == std::string_view::npos ? path : path.substr(0, 10);
  return first_segment(path.substr(4));
}

/// The folder of transforms/ that a file stands in; empty elsewhere.
std::string_view transform_of(std::string_view path) {
  return row_of(path) == "transforms" ? first_segment(path.substr(11)) : std::string_view();
}

/// What is wrong with `#include "header"`; nothing if it is allowed.
std::optional<std::string> fault_of_project_include(std::string_view path, std::string_view header) {
  if (header.find("..") != std::string_view::npos) return "write the path as it is from src/, without ..";
  const std::string_view row = row_of(path);
  std::string_view target = first_segment(header);
  const bool own_header = target == header && target != "certlift.h";
  if (own_header && row == "transforms") return std::nullopt;
  if (own_header) return "write the path as it is from src/: folder/header";
  if (target == row || target == transform_of(path)) return std::nullopt;
  if (!may_include.contains(target)) target = "transforms";
  const auto rules = may_include.find(row);
  if (rules == may_include.end()) return "the folder has no row in the table of this test: add one";
  if (std::ranges::find(rules->second, target) != rules->second.end()) return std::nullopt;
  return "only " + joined(rules->second) + " may be included here: move what is needed down, or this code up";
}

/// What is wrong with `#include <header>`; nothing if it is allowed.
std::optional<std::string> fault_of_outside_include(std::string_view path, std::string_view header) {
  for (const Outside& entry : outside)
    if (names(entry.header, header) && std::ranges::find(entry.users, row_of(path)) == entry.users.end())
      return "only " + joined(entry.users) + " may include it: call a function of theirs instead";
  const bool platform = std::ranges::any_of(platform_headers, [&](auto name) { return names(name, header); });
  if (platform && path.find("_posix.") == std::string_view::npos &&
      path.find("_windows.") == std::string_view::npos)
    return "only files named *_posix and *_windows may include it";
  return std::nullopt;
}

std::optional<std::string> fault_of(std::string_view path, std::string_view line) {
  const auto hash = line.find_first_not_of(" \t");
  if (hash == std::string_view::npos || !line.substr(hash).starts_with("#include")) return std::nullopt;
  const auto open = line.find_first_of("<\"", hash);
  const auto close = line.find_first_of(">\"", open + 1);
  if (open == std::string_view::npos || close == std::string_view::npos)
    return "not an include that can be read";
  const std::string_view header = line.substr(open + 1, close - open - 1);
  auto fault =
      line[open] == '"' ? fault_of_project_include(path, header) : fault_of_outside_include(path, header);
  if (fault) fault = std::string(header) + ": " + *fault;
  return fault;
}

/// `path:line: header: what to do` for every include that breaks the table.
std::vector<std::string> violations(const SourceFile& file) {
  std::vector<std::string> found;
  for (std::size_t i = 0; i < file.lines.size(); ++i)
    if (const auto fault = fault_of(file.path, file.lines[i]))
      found.push_back(file.path + ":" + std::to_string(i + 1) + ": " + *fault);
  return found;
}

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Layering, HoldsInEveryFile) {
  const std::vector<SourceFile> files = source_files();
  ASSERT_FALSE(files.empty());
  for (const SourceFile& file : files)
    for (const std::string& violation : violations(file)) ADD_FAILURE() << violation;
}

TEST(Layering, NamesTheLineAndWhatToDo) {
  const SourceFile file = {"src/xml/strict.cpp",
                           {"#include \"xml/strict.h\"", "", "#include \"iis/location.h\""}};
  EXPECT_THAT(violations(file),
              ElementsAre("src/xml/strict.cpp:3: iis/location.h: only base, text may be included "
                          "here: move what is needed down, or this code up"));
}

TEST(Layering, LetsAFolderIncludeItselfAndWhatIsBelow) {
  EXPECT_THAT(violations({"src/iis/a.cpp", {"#include \"iis/a.h\"", "#include \"xml/document.h\""}}),
              IsEmpty());
  EXPECT_THAT(violations({"src/cli/a.cpp", {"#include \"apply/disk.h\"", "#include \"certlift.h\""}}),
              IsEmpty());
  EXPECT_THAT(
      violations({"transforms/registry.cpp", {"#include \"engine/registry.h\"", "#include \"a-b/ab.h\""}}),
      IsEmpty());
}

TEST(Layering, RefusesWhatIsAbove) {
  for (const std::string path :
       {"src/base/a.h", "src/text/a.h", "src/xml/a.h", "src/iis/a.h", "src/apply/a.h"})
    EXPECT_THAT(violations({path, {"#include \"engine/fix.h\""}}), testing::SizeIs(1)) << path;
  EXPECT_THAT(violations({"src/render/a.h", {"#include \"apply/disk.h\""}}), testing::SizeIs(1));
  EXPECT_THAT(violations({"src/engine/a.h", {"  #include \"render/mask.h\""}}), testing::SizeIs(1));
}

TEST(Layering, KeepsTransformsFromEachOther) {
  const std::string path = "transforms/one/one.cpp";
  EXPECT_THAT(violations({path, {"#include \"merge.h\"", "#include \"engine/transform.h\""}}), IsEmpty());
  EXPECT_THAT(violations({path, {"#include \"two/two.h\""}}), testing::SizeIs(1));
  EXPECT_THAT(violations({path, {"#include \"../two/two.h\""}}), testing::SizeIs(1));
  EXPECT_THAT(violations({"src/engine/a.cpp", {"#include \"one/one.h\""}}), testing::SizeIs(1));
}

TEST(Layering, KeepsLibrariesWhereTheyBelong) {
  EXPECT_THAT(violations({"src/xml/a.cpp", {"#include <pugixml.hpp>", "#include <vector>"}}), IsEmpty());
  EXPECT_THAT(violations({"src/iis/a.cpp", {"#include <pugixml.hpp>"}}),
              ElementsAre(HasSubstr("src/iis/a.cpp:1: pugixml.hpp: only xml may include it")));
  EXPECT_THAT(violations({"src/apply/a.cpp", {"#include <spdlog/spdlog.h>"}}), testing::SizeIs(1));
  EXPECT_THAT(violations({"src/render/a.cpp", {"#include <CLI/CLI.hpp>"}}), testing::SizeIs(1));
  EXPECT_THAT(violations({"src/engine/a.cpp", {"#include <nlohmann/json.hpp>"}}), testing::SizeIs(1));
  EXPECT_THAT(violations({"src/text/a.cpp", {"#include <mbedtls/sha256.h>"}}), testing::SizeIs(1));
}

TEST(Layering, KeepsTheDiskAndThePlatformOutOfThePureFolders) {
  EXPECT_THAT(violations({"src/engine/a.cpp", {"#include <filesystem>"}}), testing::SizeIs(1));
  EXPECT_THAT(violations({"transforms/one/one.cpp", {"#include <iostream>"}}), testing::SizeIs(1));
  EXPECT_THAT(violations({"src/apply/disk.cpp", {"#include <sys/stat.h>"}}), testing::SizeIs(1));
  EXPECT_THAT(violations({"src/apply/disk_posix.cpp", {"#include <sys/stat.h>"}}), IsEmpty());
}

TEST(Layering, AsksForARowForANewFolder) {
  EXPECT_THAT(violations({"src/fresh/a.cpp", {"#include \"base/result.h\""}}),
              ElementsAre(HasSubstr("add one")));
}

}  // namespace
}  // namespace certlift::test
