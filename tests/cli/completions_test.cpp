#include "cli/completions.h"

#include "cli/commands.h"
#include "support/memory_disk.h"
#include "support/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <set>
#include <sstream>
#include <string>

namespace certlift::cli {
namespace {

using testing::HasSubstr;

std::string script_of(const std::vector<std::string>& words) {
  test::MemoryDisk disk;
  return test::run_program(disk, words).out;
}

/// What a command's help names: the words that begin with two dashes.
std::set<std::string> options_in_help(const std::string& command) {
  const std::string help = script_of({command, "--help"});
  const std::regex option("\n  (?:-[a-z],)?--([a-z-]+)");
  std::set<std::string> names;
  for (std::sregex_iterator at(help.begin(), help.end(), option), end; at != end; ++at)
    names.insert((*at)[1]);
  return names;
}

std::string without_escapes(std::string text) {
  std::erase(text, '\\');
  return text;
}

TEST(Completions, NameEveryCommandAndOptionOfItsHelp) {
  for (const char* shell : {"bash", "zsh", "fish", "powershell", "man"}) {
    const std::string script = without_escapes(script_of({"completions", shell}));
    for (const Command& command : commands()) {
      EXPECT_THAT(script, HasSubstr(command.name)) << shell;
      for (const std::string& option : options_in_help(command.name))
        EXPECT_THAT(script, HasSubstr((shell == std::string("fish") ? "-l " : "--") + option)) << shell;
    }
  }
}

TEST(Completions, TakeTheirChoicesFromTheChecksOfTheCommandLine) {
  for (const char* shell : {"bash", "zsh", "fish"}) {
    const std::string script = script_of({"completions", shell});
    EXPECT_THAT(script, HasSubstr("auto always never")) << shell;
    EXPECT_THAT(script, HasSubstr("all shared-configuration")) << shell;
  }
}

TEST(Completions, AreThereForKnownShellsOnly) {
  test::MemoryDisk disk;
  const test::Said said = test::run_program(disk, {"completions", "tcsh"});
  EXPECT_EQ(said.exit_code, 2);
  EXPECT_THAT(said.err, HasSubstr("unknown shell \"tcsh\""));
}

TEST(Completions, ThePageHasNoLineThatIsTakenForARequest) {
  std::istringstream page(script_of({"completions", "man"}));
  const std::set<std::string> requests{".\\\"", ".TH", ".SH", ".SS", ".TP",
                                       ".PP",   ".nh", ".ad", ".nf", ".fi"};
  for (std::string line; std::getline(page, line);) {
    EXPECT_FALSE(line.starts_with('\'')) << line;
    const bool is_request = line.starts_with('.');
    EXPECT_TRUE(!is_request || requests.contains(line.substr(0, line.find(' ')))) << line;
  }
}

}  // namespace
}  // namespace certlift::cli
