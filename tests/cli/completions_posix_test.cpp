#include "support/process.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <sstream>
#include <vector>

/// The completions are what the shells make of them: each shell is asked what it offers.
namespace certlift::test {
namespace {

using testing::Contains;
using testing::Not;

struct AskedShell {
  const char* name;
  const char* program;
  const char* ending;  ///< of its scripts
  const char* run;     ///< and a script
};

struct TypedLine {
  std::string typed;
  std::string offered;
  std::string other;  ///< and not this
  bool is_for_powershell = true;
};

const std::vector<TypedLine>& typed_lines() {
  static const std::vector<TypedLine> all{
      {"certlift che", "check", "diff"},
      {"certlift ", "simulate", "--format"},
      {"certlift --ver", "--version", "--help"},
      {"certlift check --fo", "--format", "--jobs"},
      {"certlift check --format s", "sarif", "json"},
      {"certlift check --format=js", "json", "sarif"},
      {"certlift fix shop.config --accept wid", "widens-access", "all"},
      {"certlift undo --accept ", "shared-configuration", "widens-access"},
      {"certlift explain misp", "misplaced-client-cert-mappings", "no-https-binding"},
      {"certlift help re", "restore", "check"},
      {"certlift completions f", "fish", "bash"},
      {"certlift dsc s", "schema", "get"},
      {"certlift diff sho", "shop.config", "check"},
      {"certlift fix --output sho", "shop.config", "check"},
      {"certlift fix --backup-dir sho", "shops", "shop.config", false},  // PowerShell offers files as well
  };
  return all;
}

/// zsh and fish say --format=, a directory has a slash behind it, PowerShell names files as ./shop.config.
std::string bare_word(std::string word) {
  if (word.ends_with('=') || word.ends_with('/')) word.pop_back();
  if (word.starts_with("./")) word.erase(0, 2);
  return word.starts_with("--format=") ? word.substr(9) : word;
}

/// The lines before each dot.
std::vector<std::vector<std::string>> offers_in(const std::string& text) {
  std::vector<std::vector<std::string>> all(1);
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    if (line == ".")
      all.emplace_back();
    else
      all.back().push_back(bare_word(line));
  return all;
}

class CompletionsProcess : public Process {
 protected:
  void ask(const AskedShell& one);
};

void CompletionsProcess::ask(const AskedShell& one) {
  const std::string path = "PATH=$PATH:" + project_path("build/tools") + "\n";
  if (shell(path + "command -v " + one.program) != 0) GTEST_SKIP() << "there is no " << one.program;
  std::filesystem::create_directory(folder_ / "shops");
  {
    std::ofstream typed(folder_ / "typed");
    for (const TypedLine& each : typed_lines()) typed << each.typed << '\n';
  }
  const std::string script = project_path(std::string("tests/cli/completions/ask.") + one.ending);
  ASSERT_EQ(shell(path + "certlift completions " + one.name + " >completions." + one.ending +
                  "\ncat typed | " + one.run + " '" + script + "'"),
            0)
      << read("out") << read("err");
  const auto offered = offers_in(read("out"));
  ASSERT_EQ(offered.size(), typed_lines().size() + 1) << read("out") << read("err");
  for (std::size_t i = 0; i < typed_lines().size(); ++i) {
    const TypedLine& each = typed_lines()[i];
    if (one.program == std::string("pwsh") && !each.is_for_powershell) continue;
    EXPECT_THAT(offered[i], Contains(each.offered)) << each.typed;
    EXPECT_THAT(offered[i], Not(Contains(each.other))) << each.typed;
  }
}

TEST_F(CompletionsProcess, BashOffersWhatTheCommandLineTakes) {
  ask({"bash", "bash", "bash", "bash --norc"});
}

TEST_F(CompletionsProcess, ZshOffersWhatTheCommandLineTakes) {
  ask({"zsh", "zsh", "zsh", "zsh -f"});
}

TEST_F(CompletionsProcess, FishOffersWhatTheCommandLineTakes) {
  ask({"fish", "fish", "fish", "fish --no-config"});
}

TEST_F(CompletionsProcess, PowerShellOffersWhatTheCommandLineTakes) {
  ask({"powershell", "pwsh", "ps1", "pwsh -NoProfile -NonInteractive -File"});
}

/// groff, with which man sets pages, says what it does not understand.
TEST_F(Process, TheManualPageIsUnderstood) {
  if (shell("command -v groff") != 0) GTEST_SKIP() << "there is no groff";
  EXPECT_EQ(shell("certlift completions man >certlift.1 && groff -ww -man -Tutf8 -Kutf8 certlift.1 >page"),
            0);
  EXPECT_EQ(read("err"), "");
  EXPECT_THAT(read("page"), testing::HasSubstr("widens"));
}

}  // namespace
}  // namespace certlift::test
