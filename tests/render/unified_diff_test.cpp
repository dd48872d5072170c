#include "render/unified_diff.h"

#include "text/diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

namespace certlift::render {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string numbered(int from, int to) {
  std::string text;
  for (int i = from; i <= to; ++i) text += std::to_string(i) + "\n";
  return text;
}

TEST(UnifiedDiff, OfEqualTextsIsEmpty) {
  EXPECT_EQ(unified_diff("f", "a\n", "a\n", Secrets::shown), "");
  EXPECT_EQ(unified_diff("f", "", "", Secrets::masked), "");
}

TEST(UnifiedDiff, ShowsThreeLinesAround) {
  EXPECT_EQ(unified_diff("dir/f", numbered(1, 9), numbered(1, 4) + "five\n" + numbered(6, 9), Secrets::shown),
            "--- dir/f\n+++ dir/f\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
}

TEST(UnifiedDiff, JoinsChangesThatShareTheirLinesAround) {
  const std::string near =
      unified_diff("f", numbered(1, 12), "0\n" + numbered(2, 7) + numbered(9, 12), Secrets::shown);
  EXPECT_THAT(near, HasSubstr("@@ -1,11 +1,10 @@\n"));
  const std::string far =
      unified_diff("f", numbered(1, 12), "0\n" + numbered(2, 8) + numbered(10, 12), Secrets::shown);
  EXPECT_THAT(far, HasSubstr("@@ -1,4 +1,4 @@\n-1\n+0\n 2\n 3\n 4\n@@ -6,7 +6,6 @@\n"));
}

TEST(UnifiedDiff, NamesAnEmptyFileAsLineNought) {
  EXPECT_EQ(unified_diff("f", "", "a\n", Secrets::shown), "--- f\n+++ f\n@@ -0,0 +1 @@\n+a\n");
  EXPECT_EQ(unified_diff("f", "a\n", "", Secrets::shown), "--- f\n+++ f\n@@ -1 +0,0 @@\n-a\n");
}

TEST(UnifiedDiff, SaysWhereALastLineHasNoEnd) {
  EXPECT_EQ(unified_diff("f", "a", "a\n", Secrets::shown),
            "--- f\n+++ f\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
  EXPECT_EQ(unified_diff("f", "a\nb", "c\nb", Secrets::shown),
            "--- f\n+++ f\n@@ -1,2 +1,2 @@\n-a\n+c\n b\n\\ No newline at end of file\n");
}

TEST(UnifiedDiff, WritesOddNamesSoThatTheyAreNotMisread) {
  EXPECT_THAT(unified_diff("a b", "x", "y", Secrets::shown), StartsWith("--- a b\t\n+++ a b\t\n"));
  EXPECT_THAT(unified_diff("a\"\n\\", "x", "y", Secrets::shown), StartsWith("--- \"a\\\"\\012\\\\\"\n"));
}

TEST(UnifiedDiff, MaskedSaysSoAndShowsWhetherASecretChanged) {
  const std::string same =
      unified_diff("f", "<a b='1' password='x'/>", "<a b='2' password='x'/>", Secrets::masked);
  EXPECT_THAT(same, StartsWith("# Masked: "));
  EXPECT_THAT(same.substr(0, same.find('\n')),
              testing::AllOf(HasSubstr("cannot be applied"), HasSubstr("--show-secrets")));
  EXPECT_THAT(same, HasSubstr("-<a b='1' password='*** (secret 1)'/>\n"));
  EXPECT_THAT(same, HasSubstr("+<a b='2' password='*** (secret 1)'/>\n"));
  EXPECT_THAT(unified_diff("f", "<a password='x'/>", "<a password='y'/>", Secrets::masked),
              HasSubstr("+<a password='*** (secret 2)'/>\n"));
}

TEST(UnifiedDiff, MaskedWithNothingToHideIsAnOrdinaryOne) {
  const std::string before = "<a password='x'/>\n" + numbered(1, 9), after = before + "10\n";
  EXPECT_EQ(unified_diff("f", before, after, Secrets::masked),
            unified_diff("f", before, after, Secrets::shown));
}

TEST(UnifiedDiff, MaskedShowsTheLinesThatReallyDiffer) {
  const std::string diff =
      unified_diff("f", "<a password='one\ntwo\nthree'/>", "<a password='one\n2\nthree'/>", Secrets::masked);
  EXPECT_THAT(
      diff,
      HasSubstr(" <a password='*** (secret 1)\n-*** (secret 1)\n+*** (secret 2)\n *** (secret 1)'/>\n"));
}

TEST(UnifiedDiff, HidesACommonLineThatIsSecretOnOneSideOnly) {
  const std::string diff =
      unified_diff("f", "<a note='x\nhidden'/>", "<a password='x\nhidden'/>", Secrets::masked);
  EXPECT_THAT(diff, Not(HasSubstr("hidden'")));
}

std::string shortened_diff(const std::string& before, const std::string& after,
                           Secrets secrets = Secrets::masked) {
  const auto changes = text::diff_lines(text::split_lines(before), text::split_lines(after));
  return unified_diff("f", before, after, secrets, changes, Certificates::shortened);
}

TEST(UnifiedDiff, ShortensCertificatesAndSaysSo) {
  const std::string certificate(80, 'M');
  const std::string line = "<a certificate='" + certificate + "'/>\n";
  const std::string cut = "<a certificate='" + std::string(57, 'M') + "...'/>\n";
  const std::string notice =
      "# Shortened: certificates end in \"...\" here, so this diff cannot be applied. In a file or a pipe "
      "they are "
      "whole.\n";
  EXPECT_EQ(shortened_diff(line + "x\n", line + "y\n"),
            notice + "--- f\n+++ f\n@@ -1,2 +1,2 @@\n " + cut + "-x\n+y\n");
  EXPECT_EQ(shortened_diff("x\n", line), notice + "--- f\n+++ f\n@@ -1 +1 @@\n-x\n+" + cut);
  EXPECT_EQ(shortened_diff(line, "x\n"), notice + "--- f\n+++ f\n@@ -1 +1 @@\n-" + cut + "+x\n");
  EXPECT_EQ(shortened_diff("x\n", "y\n"), "--- f\n+++ f\n@@ -1 +1 @@\n-x\n+y\n");
  EXPECT_THAT(shortened_diff("<a password='p'/>\n", line), StartsWith("# Masked: "));
  EXPECT_THAT(shortened_diff("<a password='p'/>\n", line), HasSubstr("\n" + notice));
}

TEST(UnifiedDiff, ShortensNothingThatMakesTheDifference) {
  const std::string same(60, 'M');
  const std::string before = "<a certificate='" + same + "a'/>\n",
                    after = "<a certificate='" + same + "b'/>\n";
  EXPECT_EQ(shortened_diff(before, after), "--- f\n+++ f\n@@ -1 +1 @@\n-" + before + "+" + after);
}

// --- patch(1) ---

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void write_file(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

/// What `patch` makes of a text.
std::string patched(const std::string& text, const std::string& diff) {
  const auto folder =
      std::filesystem::temp_directory_path() / ("certlift-diff-" + std::to_string(std::random_device()()));
  std::filesystem::create_directory(folder);
  write_file(folder / "text", text);
  write_file(folder / "diff", diff);
  const std::string command =
      "cd '" + folder.string() + "' && patch --binary -s text diff >/dev/null && test ! -e text.orig";
  const int code = std::system(command.c_str());
  const std::string result = code == 0 ? read_file(folder / "text") : "patch failed on\n" + diff;
  std::filesystem::remove_all(folder);
  return result;
}

TEST(UnifiedDiff, IsAppliedByPatch) {
  const std::string before = "\xEF\xBB\xBF<a>\r\n" + numbered(1, 20) + "x\r\ny\rz\r\nend";
  const std::string after =
      "\xEF\xBB\xBF<b>\r\n" + numbered(1, 9) + numbered(12, 20) + "new\r\nx\r\ny\rZ\r\nend\r\n";
  EXPECT_EQ(patched(before, unified_diff("text", before, after, Secrets::shown)), after);
}

rc::Gen<std::string> texts() {
  const auto line =
      rc::gen::element<std::string>("a", "b", "\\", "- c", "+", "@@ -1 +1 @@", "", "d\r", "--- e");
  return rc::gen::map(
      rc::gen::pair(rc::gen::container<std::vector<std::string>>(line), rc::gen::arbitrary<bool>()),
      [](const std::pair<std::vector<std::string>, bool>& drawn) {
        std::string text;
        for (const std::string& each : drawn.first) text += each + "\n";
        if (drawn.second && !text.empty()) text.pop_back();
        return text;
      });
}

/// Applies a diff as its own format says, context and all.
std::string applied(const std::string& before, const std::string& diff) {
  const auto old_lines = text::split_lines(before);
  const auto lines = text::split_lines(diff);
  std::string result;
  std::size_t at = 0;
  for (std::size_t i = 2; i < lines.size(); ++i) {
    const std::string_view line = lines[i];
    if (line.starts_with("@@ -")) {
      const std::string start(line.substr(4));
      const std::size_t number = std::strtoul(start.c_str(), nullptr, 10);
      const bool is_empty = start.substr(0, start.find(' ')).ends_with(",0");
      while (at + (is_empty ? 0 : 1) < number) result += old_lines.at(at++);
      continue;
    }
    if (line.starts_with("\\")) continue;
    const bool is_cut = i + 1 < lines.size() && lines[i + 1].starts_with("\\ No newline");
    const std::string_view content = line.substr(1, line.size() - (is_cut ? 2 : 1));
    if (line[0] != '+' && old_lines.at(at++) != content) return "context differs";
    if (line[0] != '-') result += content;
  }
  while (at < old_lines.size()) result += old_lines.at(at++);
  return result;
}

RC_GTEST_PROP(UnifiedDiffProperty, LeadsFromOneTextToTheOther, ()) {
  const std::string before = *texts(), after = *texts();
  if (before == after) return;
  RC_ASSERT(applied(before, unified_diff("f", before, after, Secrets::shown)) == after);
}

}  // namespace
}  // namespace certlift::render
