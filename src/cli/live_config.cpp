#include "cli/live_config.h"

#include "cli/targets.h"
#include "iis/location.h"

#include <utility>

namespace certlift::cli {
namespace {

constexpr const char* file_name = "applicationHost.config";

/// Where a redirection.config leads to; empty: nowhere.
Result<std::string> redirection_in(std::string bytes, const std::string& path) {
  const auto document = read_document(std::move(bytes), path);
  if (!document) return std::unexpected(document.error());
  const xml::Element redirection = document->root().child("configurationRedirection");
  if (!redirection || !iis::same_name(redirection.value("enabled").value_or("false"), "true"))
    return std::string();
  return std::string(redirection.value("path").value_or(""));
}

}  // namespace

Result<std::string> live_config(const apply::ReadableFiles& files, const std::string& directory) {
  const std::string path = apply::join(directory, "redirection.config");
  auto content = files.read(path);
  if (!content && content.error().code == ErrorCode::not_found) return apply::join(directory, file_name);
  auto shared = content ? redirection_in(std::move(content->bytes), path) : std::unexpected(content.error());
  if (!shared) {
    shared.error().path = path;
    return shared;
  }
  return apply::join(shared->empty() ? directory : *shared, file_name);
}

}  // namespace certlift::cli
