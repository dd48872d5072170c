#include "support/source_files.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <string>

namespace certlift::test {
namespace {

constexpr std::size_t lines_in_a_source = 300;
constexpr std::size_t code_lines_in_a_header = 100;

bool is_code(const std::string& line) {
  const auto first = line.find_first_not_of(" \t");
  return first != std::string::npos && line.compare(first, 2, "//") != 0;
}

/// What a reader has to read: in a header the comments are what it is read for, and count for nothing.
std::size_t size_of(const SourceFile& file) {
  if (!file.path.ends_with(".h")) return file.lines.size();
  return static_cast<std::size_t>(std::ranges::count_if(file.lines, is_code));
}

TEST(Budget, CommentsAndBlankLinesOfAHeaderCountForNothing) {
  EXPECT_EQ(size_of({"a.h", {"#pragma once", "", "  // why", "int f();  // what"}}), 2u);
  EXPECT_EQ(size_of({"a.cpp", {"", "  // why", "int f();"}}), 3u);
}

TEST(Budget, FilesStaySmallEnoughToReadAtOnce) {
  const std::vector<SourceFile> files = source_files();
  ASSERT_FALSE(files.empty());
  for (const SourceFile& file : files) {
    const std::size_t budget = file.path.ends_with(".h") ? code_lines_in_a_header : lines_in_a_source;
    EXPECT_LE(size_of(file), budget) << file.path << ": split it where it does two things";
  }
}

}  // namespace
}  // namespace certlift::test
