#pragma once

#include "cli/options.h"
#include "disk/limited_files.h"

#include <atomic>
#include <memory>
#include <string>
#include <string_view>

/// `-o FILE` of commands that report: where the report goes instead of standard output.
namespace certlift::cli {

/// A disk that notices when a certain file is read.
class WatchedFiles : public disk::LimitedFiles {
 public:
  WatchedFiles(disk::WritableFiles& files, const disk::Environment& environment, const Options& options);

  Result<disk::FileContent> read(const std::string& path) const override;
  Result<disk::FileContent> read_at_rest(const std::string& path) const override;
  Result<std::unique_ptr<disk::FileStream>> open(const std::string& path) const override;

  /// What is in the file that the report would replace; this reading does not count.
  Result<disk::FileContent> read_output(const std::string& path) const { return LimitedFiles::read(path); }

  /// Whether the file that the report would replace has been read: it is one of the inputs.
  bool has_read_output() const { return has_read_; }

 private:
  void notice(const disk::FileInfo& info) const;

  std::string identity_;  ///< of the output; empty: there is none yet
  mutable std::atomic<bool> has_read_ = false;
};

/// Adds -o and --force to a command.
void add_report_file(CLI::App& command, Options& options);

bool goes_to_file(const Options& options);

/// Errors: unwritable, if the file is there, is no report that certlift wrote, and --force was not given.
Result<void> require_replaceable(const Invocation& invocation, const WatchedFiles& files);

/// Writes the report, whole or not at all. Errors: unwritable, busy, and as require_replaceable(); also if
/// the file is one of the inputs, even with --force.
Result<void> save_report(const Invocation& invocation, const WatchedFiles& files, std::string_view report);

/// Whether certlift wrote it as a report, in a format that tells: HTML, Markdown, JSON or SARIF.
bool is_report(std::string_view bytes);

}  // namespace certlift::cli
