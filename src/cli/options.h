#pragma once

#include "base/result.h"
#include "baseline/baseline.h"
#include "cli/deeds.h"
#include "cli/progress.h"
#include "cli/world.h"
#include "engine/select.h"
#include "iis/schema.h"
#include "library/request.h"
#include "render/colour.h"
#include "server/live_config.h"
#include "server/physical_path.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI
namespace spdlog {
class logger;
}

namespace certlift::cli {

enum class Format { text, json, sarif, github, gitlab, azure, junit, html, markdown };
/// Whether the format shows pictures, the access matrix and the difference.
constexpr bool is_illustrated(Format format) {
  return format == Format::html || format == Format::markdown;
}
enum class Verbosity { quiet, normal, verbose };

/// What several commands have options for. What one alone can be told stands in a struct of its own, beside
/// it.
struct Options {
  std::vector<std::string> targets = {};
  engine::Selection selection = {};
  Format format = Format::text;
  std::string color = "auto";  ///< auto, always, never
  Verbosity verbosity = Verbosity::normal;
  std::string backup_dir = {};
  std::size_t jobs = 0;       ///< 0: as many as there are processors
  std::size_t wait = 10;      ///< for what is busy, in seconds
  std::size_t keep = 20;      ///< backups
  std::string output = {};    ///< where the report goes; empty, "-": standard output
  bool force_output = false;  ///< what is there is replaced, whatever it is
  bool dry_run = false;       ///< of fix, apply, undo and restore
  bool express = false;       ///< the target is IIS Express's configuration
  bool show_secrets = false;
  bool quiet_notes = false;     ///< notes are left out
  bool exit_zero = false;       ///< of check: findings do not count for the exit code
  std::string settings = {};    ///< the file with settings; empty: the one beside the targets or above
  std::string baseline = {};    ///< the file with what is known; empty: none
  bool write_baseline = false;  ///< of check: it is made anew
  bool moved = false;           ///< of undo, restore and backups: the file was moved with its backups
  std::string schema_dir = {};  ///< empty: this server's own, if it has one
  unsigned windows = 0;         ///< the year in Windows Server's name; 0: not said
  bool web_config = false;      ///< look into web.config files too
  std::vector<server::PathMapping> mappings = {};    ///< where copies of the server's folders are
  std::uint64_t max_size = std::uint64_t{1} << 30U;  ///< of a file that is read, in bytes
};

struct Settings;

/// One run of a command.
struct Invocation {
  const Options& options;
  const World& world;
  spdlog::logger& log;
  Deeds& deeds;
  const server::Live& live;
  Progress& progress;
  const iis::Schema& schema = iis::Schema::built_in();
  const baseline::Baseline* baseline = nullptr;  ///< what is known; nullptr: there is none
  const Settings* settings = nullptr;            ///< nullptr: the command goes by none

  apply::Context context() const;
  render::Colours colours() const;
};

/// What a command does once its options are read; returns the exit code. An error, such as wrong_usage, is
/// why there is no report; it is told by who called.
using Run = std::function<Result<int>(const Invocation&)>;

/// Why the command line cannot be followed: exit code 2. Nothing was written by then.
std::unexpected<Error> wrong_usage(std::string message);

/// What --accept takes for a change of a configuration that several servers use.
inline constexpr const char* shared_configuration = "shared-configuration";

inline constexpr const char* schema_option = "--schema";
inline constexpr const char* looked_at_group = "Input and selection";
inline constexpr const char* work_group = "Execution";
inline constexpr const char* output_group = "Output";

// What several commands have in common. Each adds its options to the command's.
void add_targets(CLI::App& command, Options& options);
void add_one_target(CLI::App& command, Options& options);
void add_selection(CLI::App& command, Options& options);
void add_schema(CLI::App& command, Options& options);
void add_windows(CLI::App& command, Options& options);
void add_jobs(CLI::App& command, Options& options);
void add_backup_dir(CLI::App& command, Options& options);
void add_wait(CLI::App& command, Options& options);
void add_keep(CLI::App& command, Options& options);
void add_moved(CLI::App& command, Options& options);
void add_consent_to_share(CLI::App& command, Options& options);
void add_dry_run(CLI::App& command, Options& options);  ///< with --show-secrets
CLI::Option* add_show_secrets(CLI::App& command, Options& options);
void add_color(CLI::App& command, Options& options);
void add_verbosity(CLI::App& command, Options& options);  ///< -q, -v
void add_quiet_notes(CLI::App& command, Options& options);

/// What can be named, for "did you mean": the rules' ids; "all" and the risks', also of a shared file.
using library::rule_ids;
std::vector<std::string> risk_ids();

}  // namespace certlift::cli
