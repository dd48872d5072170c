#include "cli/known_commands.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace certlift::cli {
namespace {

bool has_options(const CLI::App& app, const std::string& command) {
  return app.get_subcommand(command)->get_options().size() > 1;  // but for --help
}

TEST(KnownCommands, DeclareTheOptionsOfThoseThatAreNamed) {
  Options options;
  Deeds deeds;
  KnownCommands known(options, deeds, std::nullopt);
  const std::vector<std::string> words{"help", "fix", "--schema"};
  const CLI::App& app = known.app_for(words);
  EXPECT_TRUE(has_options(app, "fix"));
  EXPECT_FALSE(has_options(app, "check"));
  EXPECT_TRUE(has_options(known.whole_app(), "check"));
}

TEST(KnownCommands, DeclareAllForTheOneThatTellsOfAll) {
  Options options;
  Deeds deeds;
  KnownCommands known(options, deeds, std::nullopt);
  const std::vector<std::string> words{"completions", "man"};
  EXPECT_TRUE(has_options(known.app_for(words), "check"));
}

}  // namespace
}  // namespace certlift::cli
