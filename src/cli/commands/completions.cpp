#include "cli/commands/completions.h"

#include "cli/choice.h"
#include "cli/completions.h"
#include "cli/exit_code.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

namespace certlift::cli {

namespace {

struct Writer {
  const char* name;
  std::string (*write)(const CommandLine&);
};

constexpr std::array writers{
    Writer{"bash", bash_completions}, Writer{"zsh", zsh_completions},
    Writer{"fish", fish_completions}, Writer{"powershell", powershell_completions},
    Writer{"man", manual_page},
};

}  // namespace

Run declare_completions(CLI::App& command, Options& /*options*/) {
  const auto name = std::make_shared<std::string>();
  std::vector<std::string> names;
  for (const Writer& writer : writers) names.emplace_back(writer.name);
  command.add_option("SHELL", *name, "bash, zsh, fish or powershell; man: the manual page certlift.1")
      ->option_text(" ")
      ->required()
      ->check(one_of("shell", names));
  command.footer(
      "Examples:\n"
      "  source <(certlift completions bash)     in ~/.bashrc; of zsh alike, in ~/.zshrc\n"
      "  certlift completions fish > ~/.config/fish/completions/certlift.fish\n"
      "  certlift completions powershell | Out-String | Invoke-Expression     in $PROFILE\n"
      "  certlift completions man > certlift.1");
  return [&command, name](const Invocation& invocation) -> Result<int> {
    const auto writer = std::ranges::find(writers, *name, &Writer::name);
    invocation.world.out << writer->write(command_line_of(*command.get_parent()));
    return exit_code::done;
  };
}

}  // namespace certlift::cli
