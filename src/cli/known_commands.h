#pragma once

#include "base/library.h"
#include "cli/deeds.h"
#include "cli/options.h"

#include <CLI/CLI.hpp>

#include <map>
#include <optional>
#include <span>
#include <string>

namespace certlift::cli {

/// The command line as CLI11 takes it. The options of all commands take longer to declare than most runs take
/// to do what they do: those of a command are declared when its name appears.
class KnownCommands {
 public:
  /// Bound to both, which have to outlive it. `allocator`: as in versions().
  KnownCommands(Options& options, Deeds& deeds, const std::optional<Library>& allocator);

  /// With the options of every command that is one of these words.
  CLI::App& app_for(std::span<const std::string> words);
  /// With those of all.
  const CLI::App& whole_app();
  /// What a command does whose options are declared.
  const Run& run_of(const std::string& command) const { return runs_.at(command); }

 private:
  void declare(std::size_t row);

  CLI::App app_;
  Options& options_;
  std::map<std::string, Run> runs_ = {};
};

}  // namespace certlift::cli
