#include "support/bytes.h"
#include "support/source_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <ranges>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// Holds every include of src/ and transforms/ against the table "The folders, and who may include whom" of
/// ARCHITECTURE.md, and finds those that lead round in a circle.
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
    {"utf8/", {"text"}},
    {"utf8proc.h", {"text", "iis"}},
    {"zlib.h", {"logs"}},
    {"nlohmann/", {"render", "library", "apply", "plan", "baseline", "cli"}},
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

/// A header and the source file of its name, `folder/name`; and those that either of the two includes.
using Units = std::map<std::string, std::set<std::string>, std::less<>>;

std::string unit_of(std::string_view path) {
  return std::string(path.substr(0, path.rfind('.')));
}

/// What `#include "…"` names; empty if the line is none.
std::string_view project_header(std::string_view line) {
  constexpr std::string_view start = "#include \"";
  const auto hash = line.find('#');
  if (hash == std::string_view::npos || !line.substr(hash).starts_with(start)) return {};
  line.remove_prefix(hash + start.size());
  return line.substr(0, line.find('"'));
}

Units units_of(const std::vector<SourceFile>& files) {
  Units units;
  for (const SourceFile& file : files) units[unit_of(file.path)];
  for (const SourceFile& file : files) {
    const std::string unit = unit_of(file.path), own_folder = unit.substr(0, unit.rfind('/') + 1);
    for (const std::string& line : file.lines)
      for (const std::string& folder : {std::string("src/"), std::string("transforms/"), own_folder})
        if (const auto other = units.find(folder + unit_of(project_header(line)));
            other != units.end() && other->first != unit)
          units[unit].insert(other->first);
  }
  return units;
}

/// The shortest way from a unit back to itself, both ends named; empty if there is none.
std::vector<std::string> circle_through(const Units& units, const std::string& start) {
  std::map<std::string, std::string> came_from;
  std::vector<std::string> reached{start};  // grows while it is gone through
  for (std::size_t i = 0; i < reached.size(); ++i) {
    const std::string unit = reached[i];
    for (const std::string& next : units.at(unit))
      if (came_from.try_emplace(next, unit).second) reached.push_back(next);
  }
  if (!came_from.contains(start)) return {};
  std::vector<std::string> way{start};
  do way.push_back(came_from.at(way.back()));
  while (way.back() != start);
  std::ranges::reverse(way);
  return way;
}

/// One circle for each unit that stands in any, unless it is in one that was found before.
std::vector<std::string> circles(const Units& units) {
  std::vector<std::string> found;
  std::set<std::string> named;
  for (const auto& [unit, included] : units) {
    if (named.contains(unit)) continue;
    std::string text;
    for (const std::string& step : circle_through(units, unit)) {
      named.insert(step);
      text.append(text.empty() ? "" : " -> ").append(step);
    }
    if (!text.empty()) found.push_back(text);
  }
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

TEST(Layering, HasNoCircles) {
  for (const std::string& circle : circles(units_of(source_files())))
    ADD_FAILURE() << circle << ": move what both need to a unit below them, or what uses both above them";
}

TEST(Layering, NamesACircleByWhicheverFilesOfItsUnitsItGoes) {
  EXPECT_THAT(circles(units_of({{"src/xml/a.h", {"#include \"xml/b.h\""}},
                                {"src/xml/b.cpp", {"#include \"xml/b.h\"", "  #include \"xml/c.h\""}},
                                {"src/xml/b.h", {"#include \"base/result.h\""}},
                                {"src/xml/c.cpp", {"#include \"xml/a.h\"", "#include <xml/b.h>"}},
                                {"src/xml/c.h", {}},
                                {"src/xml/d.h", {"#include \"xml/a.h\""}}})),
              ElementsAre("src/xml/a -> src/xml/b -> src/xml/c -> src/xml/a"));
  EXPECT_THAT(circles(units_of({{"transforms/one/a.h", {"#include \"b.h\""}},
                                {"transforms/one/b.h", {"#include \"one/a.h\""}},
                                {"transforms/two/b.h", {"#include \"two/a.h\""}},
                                {"transforms/two/a.h", {}}})),
              ElementsAre("transforms/one/a -> transforms/one/b -> transforms/one/a"));
}

TEST(Layering, TakesTwoWaysToOneUnitForNoCircle) {
  EXPECT_THAT(circles(units_of({{"src/xml/a.cpp", {"#include \"xml/b.h\"", "#include \"xml/c.h\""}},
                                {"src/xml/b.h", {"#include \"xml/c.h\""}},
                                {"src/xml/c.h", {}},
                                {"src/xml/c.cpp", {"#include \"xml/c.h\""}}})),
              IsEmpty());
}

TEST(Layering, AsksForARowForANewFolder) {
  EXPECT_THAT(violations({"src/fresh/a.cpp", {"#include \"base/result.h\""}}),
              ElementsAre(HasSubstr("add one")));
}

}  // namespace
}  // namespace certlift::test
