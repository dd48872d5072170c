#pragma once

#include "cli/options.h"
#include "logs/byte_source.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Logs that a command reads: files, those of directories, or standard input.
namespace certlift::cli {

struct LogFile {
  std::string path;  ///< as given, or as found below a directory given
  bool is_standard_input = false;
  std::optional<Error> error = {};  ///< why there is nothing to read
  std::uint64_t size = 0;           ///< 0: not known
};

/// Which files of a directory are meant, by name.
using IsLog = bool (*)(std::string_view name);

/// The files that `names` name, each real one once, in the order given; those of a directory and below it by
/// name. A directory that cannot be searched, or has none, is one with an error. `what`: what is looked for.
std::vector<LogFile> find_log_files(const Invocation& invocation, const std::vector<std::string>& names,
                                    IsLog is_log, std::string_view what);

/// How many bytes they have, as far as is known.
std::uint64_t size_of(const std::vector<LogFile>& files);

/// The bytes of a log from its beginning on. Errors carry the path.
Result<logs::ByteSource> open_log(const Invocation& invocation, const LogFile& file);

/// LOG..., and --config: the logs go to `names`, the configuration becomes the only target.
void add_logs(CLI::App& command, std::vector<std::string>& names, const std::string& description);
void add_config(CLI::App& command, Options& options);

}  // namespace certlift::cli
