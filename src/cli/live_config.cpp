#include "cli/live_config.h"

#include "cli/read_document.h"
#include "iis/location.h"

#include <utility>

namespace certlift::cli {
namespace {

// In this one file, case does not matter: Microsoft's own samples are in capitals.
xml::Element child_named(xml::Element parent, std::string_view name) {
  for (const xml::Element child : parent.children())
    if (iis::same_name(child.name(), name)) return child;
  return {};
}

std::string value_of(xml::Element element, std::string_view name) {
  for (const xml::Attribute& attribute : element.attributes())
    if (iis::same_name(attribute.name, name)) return std::string(attribute.value);
  return {};
}

/// Where a redirection.config leads to; empty: nowhere.
Result<std::string> redirection_in(std::string bytes, const std::string& path) {
  const auto document = read_document(std::move(bytes), path);
  if (!document) return std::unexpected(document.error());
  const xml::Element redirection = child_named(document->root(), "configurationRedirection");
  const bool is_on = redirection && iis::same_name(value_of(redirection, "enabled"), "true");
  return is_on ? value_of(redirection, "path") : std::string();
}

}  // namespace

Result<LiveConfig> live_config(const apply::ReadableFiles& files, const std::string& directory) {
  const std::string path = apply::join(directory, "redirection.config");
  auto content = files.read(path);
  if (!content && content.error().code == ErrorCode::not_found)
    return LiveConfig{apply::join(directory, host_config_name)};
  auto shared = content ? redirection_in(std::move(content->bytes), path) : std::unexpected(content.error());
  if (!shared) {
    shared.error().path = path;
    return std::unexpected(shared.error());
  }
  if (shared->empty()) return LiveConfig{apply::join(directory, host_config_name)};
  return LiveConfig{apply::join(*shared, host_config_name), path};
}

std::optional<apply::LiveServer> live_server(const World& world) {
  if (!world.live_dir) return std::nullopt;
  const auto live = live_config(world.files, *world.live_dir);
  const auto info = live ? world.files.info(live->path) : std::unexpected(live.error());
  if (!info) return std::nullopt;
  return apply::LiveServer{info->path, *world.live_dir,
                           apply::join(apply::directory_of(*world.live_dir), "backup")};
}

std::string shared_by(const World& world, const std::string& path) {
  if (!world.live_dir) return {};
  const auto live = live_config(world.files, *world.live_dir);
  if (!live || live->shared_by.empty()) return {};
  const auto shared = world.files.info(live->path);
  const auto info = world.files.info(path);
  return shared && info && shared->identity == info->identity ? live->shared_by : std::string();
}

bool wants_consent_to_share(const std::string& shared_by, const engine::Selection& selection) {
  return !shared_by.empty() && !selection.accepts(engine::Risk{shared_configuration, {}, {}});
}

}  // namespace certlift::cli
