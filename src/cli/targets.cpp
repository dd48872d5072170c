#include "cli/targets.h"

#include "apply/change.h"
#include "cli/max_size.h"
#include "cli/shared_configuration.h"
#include "disk/limited_files.h"
#include "iis/location.h"
#include "server/live_config.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace certlift::cli {
namespace {

constexpr std::size_t max_directories = 100'000;

/// Copies of configurations that IIS does not use.
bool holds_copies(const std::string& directory) {
  constexpr std::array<std::string_view, 3> names{".certlift", "history", "backup"};
  return std::ranges::any_of(names, [&](auto name) { return iis::same_name(directory, name); }) ||
         iis::upper_case(directory).starts_with("CFGHISTORY_") || apply::is_change_id(directory);
}

/// Searches a directory and all below it, without following links to directories.
class Search {
 public:
  explicit Search(const disk::ReadableFiles& files) : files_(files) {}

  std::vector<Target> run(const std::string& directory) {
    std::vector<std::string> waiting{directory};
    for (std::size_t searched = 0; !waiting.empty(); ++searched) {
      const std::string next = std::move(waiting.back());
      waiting.pop_back();
      if (searched == max_directories) {
        add_error(next, {ErrorCode::unreadable, "there are too many directories; name one further down"});
        break;
      }
      search_one(next, waiting);
    }
    if (found_.empty())
      add_error(directory, {ErrorCode::not_found, "there is no applicationHost.config in this directory"});
    return std::move(found_);
  }

 private:
  void search_one(const std::string& directory, std::vector<std::string>& waiting) {
    const auto entries = files_.list(directory);
    if (!entries) return add_error(directory, entries.error());
    for (const disk::DirectoryEntry& entry : *entries)
      if (iis::same_name(entry.name, server::host_config_name)) add_file(disk::join(directory, entry.name));
    // The last one waiting is the next one searched.
    for (auto entry = entries->rbegin(); entry != entries->rend(); ++entry)
      if (entry->kind == disk::FileKind::directory && !holds_copies(entry->name))
        waiting.push_back(disk::join(directory, entry->name));
  }

  void add_file(const std::string& path) {
    const auto info = files_.info(path);
    if (!info) return add_error(path, info.error());
    if (info->kind != disk::FileKind::directory) found_.push_back({path});
  }

  void add_error(const std::string& path, Error error) {
    if (error.path.empty()) error.path = path;
    found_.push_back({path, nullptr, std::move(error)});
  }

  const disk::ReadableFiles& files_;
  std::vector<Target> found_;
};

Target standard_input(std::istream& in, std::uint64_t max_size) {
  auto text = read_all(in, max_size);
  if (!text) return {standard_input_name, nullptr, disk::too_large(max_size, standard_input_name)};
  return {standard_input_name, std::make_shared<const std::string>(std::move(*text))};
}

Result<Target> live_target(const Invocation& invocation) {
  const server::Live& live = invocation.live;
  if (!live) return wrong_usage("name a TARGET: a file, a directory, or - for standard input");
  return *live ? Target{(*live)->path} : Target{live->error().path, nullptr, live->error()};
}

Result<Target> express_target(const Invocation& invocation) {
  if (!invocation.options.targets.empty())
    return wrong_usage("--express is a TARGET itself; leave out the other");
  if (invocation.world.express_config.empty())
    return wrong_usage("--express: there is no IIS Express but on Windows; name its applicationhost.config");
  return Target{invocation.world.express_config};
}

std::vector<Target> named_targets(const Invocation& invocation) {
  const World& world = invocation.world;
  std::vector<Target> targets;
  std::set<std::string> seen;
  const auto is_seen = [&](const Result<disk::FileInfo>& info) {
    return info && !seen.insert(info->identity).second;
  };
  for (const std::string& name : invocation.options.targets) {
    if (name == "-") {
      if (seen.insert(name).second) targets.push_back(standard_input(world.in, invocation.options.max_size));
      continue;
    }
    const auto info = world.files.info(name);
    if (!info || info->kind != disk::FileKind::directory) {
      if (!is_seen(info)) targets.push_back({name});
      continue;
    }
    for (Target& target : Search(world.files).run(name))
      if (target.error || !is_seen(world.files.info(target.path))) targets.push_back(std::move(target));
  }
  return targets;
}

}  // namespace

Result<std::vector<Target>> find_targets(const Invocation& invocation) {
  const Options& options = invocation.options;
  std::vector<Target> targets;
  if (options.express || options.targets.empty()) {
    auto target = options.express ? express_target(invocation) : live_target(invocation);
    if (!target) return std::unexpected(target.error());
    targets.push_back(*std::move(target));
  } else {
    targets = named_targets(invocation);
  }
  for (Target& target : targets)
    if (!target.error && !target.standard_input) target.shared_by = look_who_shares(invocation, target.path);
  return targets;
}

Result<Target> find_one_target(const Invocation& invocation) {
  auto targets = find_targets(invocation);
  if (!targets) return std::unexpected(targets.error());
  if (targets->size() != 1)
    return wrong_usage("there are several applicationHost.config in there; name one of them");
  return std::move(targets->front());
}

std::string look_who_shares(const Invocation& invocation, const std::string& path) {
  std::string shared = shared_by(invocation, path);
  if (!shared.empty())
    invocation.log.warn(
        "{}: {} makes every server that shares this file use it; a change affects all of them", path, shared);
  return shared;
}

Result<std::string> read_target(const Invocation& invocation, const Target& target) {
  if (target.error) return std::unexpected(*target.error);
  if (target.standard_input) return *target.standard_input;
  auto content = invocation.world.files.read(target.path);
  if (content) return std::move(content->bytes);
  content.error().path = target.path;
  return std::unexpected(content.error());
}

}  // namespace certlift::cli
