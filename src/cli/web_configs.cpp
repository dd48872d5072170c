#include "cli/web_configs.h"

#include "iis/web_configs.h"
#include "server/web_config_files.h"

#include <CLI/CLI.hpp>
#include <spdlog/spdlog.h>

#include <map>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>

namespace certlift::cli {
namespace {

using server::ContentFolder;

/// Reads the web.config files of one configuration.
class WebConfigReader {
 public:
  WebConfigReader(const Invocation& invocation, const iis::Surroundings& surroundings,
                  const iis::HostConfig& config)
      : invocation_(invocation),
        surroundings_(surroundings),
        config_(config),
        folders_(config, invocation.options.mappings, invocation.world.variable) {}

  engine::WebConfigs read(std::span<const iis::LocationPath> also) {
    for (const ContentFolder& folder : folders_.named()) {
      const State state = seen_[folder.path.key()] = look_into(folder);
      if (state == State::missing) missing_.push_back(folder.folder);
      if (state != State::read) found_.unread.push_back(folder.path);
    }
    for (const iis::Location& location : config_.locations()) look_down_to(location.path);
    for (const iis::LocationPath& path : also) look_down_to(path);
    // Those that are found name more of them.
    for (std::size_t i = 0; i < found_.files.size(); ++i) {
      const engine::ReadWebConfig file = found_.files[i];
      for (const iis::Location& inside : file.content->config.locations())
        look_down_to(iis::whole_path(file.path, inside.path));
    }
    if (!missing_.empty())
      invocation_.log.warn(
          "{}: {} of {} folders of sites and applications are not here, such as {}; --map says "
          "where they are",
          config_.document().path(), missing_.size(), folders_.named().size(), missing_.front());
    return std::move(found_);
  }

 private:
  enum class State { missing, unreadable, read };

  /// What a location path names may be a file, or gone.
  void look_down_to(const iis::LocationPath& path) {
    folders_.visit_down_to(path, [&](const ContentFolder& folder) {
      const auto [state, is_new] = seen_.try_emplace(folder.path.key());
      if (is_new) state->second = look_into(folder);
      if (is_new && state->second == State::unreadable) found_.unread.push_back(folder.path);
      return state->second != State::missing;
    });
  }

  State look_into(const ContentFolder& folder) {
    const auto [known, is_new] = by_folder_.try_emplace(folder.folder);
    if (is_new) known->second = read(folder.folder);
    if (known->second.file) found_.files.push_back({folder.path, known->second.file});
    return known->second.state;
  }

  /// What is known of a folder; no file if it holds none.
  struct Content {
    State state = State::read;
    std::shared_ptr<const engine::Reading> file = {};
  };

  Content read(const std::string& folder) {
    const auto path = server::web_config_in(invocation_.world.files, folder);
    if (!path && path.error().code == ErrorCode::not_found) return {State::missing};
    if (!path) return unreadable(folder, path.error());
    if (path->empty()) return {};
    auto content = invocation_.world.files.read(*path);
    if (!content) return unreadable(*path, content.error());
    const auto file = engine::open(std::move(content->bytes), *path, surroundings_);
    if (!file) return unreadable(*path, file.error());
    return {State::read, *file};
  }

  Content unreadable(const std::string& path, Error error) {
    if (error.path.empty()) error.path = path;
    found_.errors.push_back(std::move(error));
    return {State::unreadable};
  }

  const Invocation& invocation_;
  const iis::Surroundings& surroundings_;
  const iis::HostConfig& config_;
  server::ContentFolders folders_;
  engine::WebConfigs found_;
  std::vector<std::string> missing_;
  std::unordered_map<std::string, State> seen_;  ///< by the path's key
  std::map<std::string, Content> by_folder_;
};

}  // namespace

void add_web_config(CLI::App& command, Options& options) {
  auto* web_config = command.add_flag("--web-config", options.web_config,
                                      "look into web.config files too; certlift never changes one");
  web_config->option_text(" ")->group(looked_at_group);
  const auto add = [&options](const std::vector<std::string>& words) {
    for (const std::string& word : words) {
      const auto mapping = server::path_mapping(word);
      if (!mapping) throw CLI::ValidationError("--map", "expects FROM=TO, not \"" + word + "\"");
      options.mappings.push_back(*mapping);
    }
  };
  command
      .add_option_function<std::vector<std::string>>(
          "--map", add, "where a copy of the server's folders is, as in --map C:\\=/mnt/c (repeatable)")
      ->option_text("FROM=TO")
      ->allow_extra_args(false)
      ->needs(web_config)
      ->group(looked_at_group);
}

engine::WebConfigs read_web_configs(const Invocation& invocation, const iis::Surroundings& surroundings,
                                    const iis::HostConfig& config, std::span<const iis::LocationPath> also) {
  return WebConfigReader(invocation, surroundings, config).read(also);
}

}  // namespace certlift::cli
