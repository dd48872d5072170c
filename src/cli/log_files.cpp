#include "cli/log_files.h"

#include "cli/targets.h"

#include <CLI/CLI.hpp>

#include <istream>
#include <memory>
#include <set>
#include <utility>

namespace certlift::cli {
namespace {

constexpr std::size_t most_log_directories = 100'000;

/// Searches directories, without following links to them.
class LogSearch {
 public:
  LogSearch(const disk::ReadableFiles& files, IsLog is_log) : files_(files), is_log_(is_log) {}

  std::vector<LogFile> run(const std::string& directory, std::string_view what) {
    std::vector<std::string> waiting{directory};
    for (std::size_t searched = 0; !waiting.empty() && searched < most_log_directories; ++searched) {
      const std::string next = std::move(waiting.back());
      waiting.pop_back();
      search(next, waiting);
    }
    if (found_.empty())
      found_.push_back({directory, false,
                        Error{ErrorCode::not_found, "there is no " + std::string(what) + " in this directory",
                              directory}});
    return std::move(found_);
  }

 private:
  void search(const std::string& directory, std::vector<std::string>& waiting) {
    const auto entries = files_.list(directory);
    if (!entries) return found_.push_back({directory, false, entries.error()});
    for (const disk::DirectoryEntry& entry : *entries)
      if (entry.kind != disk::FileKind::directory && is_log_(entry.name))
        found_.push_back({disk::join(directory, entry.name)});
    for (auto entry = entries->rbegin(); entry != entries->rend(); ++entry)
      if (entry->kind == disk::FileKind::directory) waiting.push_back(disk::join(directory, entry->name));
  }

  const disk::ReadableFiles& files_;
  IsLog is_log_;
  std::vector<LogFile> found_;
};

}  // namespace

std::vector<LogFile> find_log_files(const Invocation& invocation, const std::vector<std::string>& names,
                                    IsLog is_log, std::string_view what) {
  const disk::ReadableFiles& files = invocation.world.files;
  std::vector<LogFile> all;
  std::set<std::string> seen;
  for (const std::string& name : names) {
    if (name == "-") {
      if (seen.insert(name).second) all.push_back({standard_input_name, true});
      continue;
    }
    const auto info = files.info(name);
    const bool is_directory = info && info->kind == disk::FileKind::directory;
    for (LogFile& file :
         is_directory ? LogSearch(files, is_log).run(name, what) : std::vector<LogFile>{{name}}) {
      const auto found = files.info(file.path);
      if (found && !file.error && !seen.insert(found->identity).second) continue;
      if (found) file.size = found->size;
      all.push_back(std::move(file));
    }
  }
  return all;
}

std::uint64_t size_of(const std::vector<LogFile>& files) {
  std::uint64_t size = 0;
  for (const LogFile& file : files) size += file.size;
  return size;
}

Result<logs::ByteSource> open_log(const Invocation& invocation, const LogFile& file) {
  if (file.error) return std::unexpected(*file.error);
  if (file.is_standard_input)
    return [&in = invocation.world.in](std::span<char> space) -> Result<std::size_t> {
      in.read(space.data(), static_cast<std::streamsize>(space.size()));
      return static_cast<std::size_t>(in.gcount());
    };
  auto opened = invocation.world.files.open(file.path);
  if (!opened) {
    opened.error().path = file.path;
    return std::unexpected(opened.error());
  }
  const std::shared_ptr<disk::FileStream> stream = *std::move(opened);
  return [stream, &progress = invocation.progress](std::span<char> space) {
    auto size = stream->read(space);
    if (size) progress.advance(*size);
    return size;
  };
}

void add_logs(CLI::App& command, std::vector<std::string>& names, const std::string& description) {
  command.add_option("LOG", names, description)->option_text("...")->required();
}

void add_config(CLI::App& command, Options& options) {
  const auto set = [&options](const std::string& target) { options.targets = {target}; };
  command
      .add_option_function<std::string>("--config", set,
                                        "the server's applicationHost.config, or a directory with it")
      ->option_text("TARGET")
      ->group(looked_at_group);
}

}  // namespace certlift::cli
