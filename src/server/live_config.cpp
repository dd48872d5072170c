#include "server/live_config.h"

#include "iis/location.h"
#include "server/read_document.h"

#include <utility>

namespace certlift::server {
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

Result<LiveConfig> live_config(const disk::ReadableFiles& files, const std::string& directory) {
  const std::string path = disk::join(directory, "redirection.config");
  auto content = files.read(path);
  if (!content && content.error().code == ErrorCode::not_found)
    return LiveConfig{disk::join(directory, host_config_name)};
  auto shared = content ? redirection_in(std::move(content->bytes), path) : std::unexpected(content.error());
  if (!shared) {
    shared.error().path = path;
    return std::unexpected(shared.error());
  }
  if (shared->empty()) return LiveConfig{disk::join(directory, host_config_name)};
  return LiveConfig{disk::join(*shared, host_config_name), path};
}

}  // namespace certlift::server
