#include "cli/server_schema.h"

#include "iis/location.h"
#include "iis/schema_reader.h"
#include "render/report.h"
#include "server/read_document.h"

#include <spdlog/spdlog.h>

#include <optional>
#include <utility>

namespace certlift::cli {
namespace {

bool is_schema_file(std::string_view name) {
  return iis::upper_case(name).ends_with("_SCHEMA.XML");
}

Result<void> read_file(const disk::ReadableFiles& files, const std::string& path, iis::Schema& schema) {
  auto content = files.read(path);
  if (!content) return std::unexpected(content.error());
  const auto document = server::read_document(std::move(content->bytes), path);
  if (!document) return std::unexpected(document.error());
  return iis::read_schema(*document, schema);
}

Result<iis::Schema> read_directory(const disk::ReadableFiles& files, const std::string& directory) {
  const auto entries = files.list(directory);
  if (!entries) return std::unexpected(entries.error());
  iis::Schema schema;
  for (const disk::DirectoryEntry& entry : *entries) {
    if (!is_schema_file(entry.name)) continue;
    const std::string path = disk::join(directory, entry.name);
    auto read = read_file(files, path, schema);
    if (read) continue;
    if (read.error().path.empty()) read.error().path = path;
    return std::unexpected(read.error());
  }
  if (schema.sections().empty())
    return std::unexpected(Error{ErrorCode::not_found,
                                 "there is no section in files named *_schema.xml here; name the directory "
                                 "inetsrv\\config\\schema of a server, or a copy of it",
                                 directory});
  return schema;
}

/// There as long as the program.
std::shared_ptr<const iis::Schema> built_in() {
  return {std::shared_ptr<void>(), &iis::Schema::built_in()};
}

}  // namespace

Result<std::shared_ptr<const iis::Schema>> server_schema(const Invocation& invocation) {
  const std::string& named = invocation.options.schema_dir;
  const std::optional<std::string>& live_dir = invocation.world.live_dir;
  const std::string directory = !named.empty() ? named : live_dir ? disk::join(*live_dir, "schema") : "";
  if (directory.empty()) return built_in();
  auto schema = read_directory(invocation.world.files, directory);
  if (schema) {
    invocation.log.debug("{}: sections that its schema files describe: {}", directory,
                         schema->sections().size());
    return std::make_shared<iis::Schema>(iis::completed(std::move(*schema), iis::Schema::built_in()));
  }
  if (!named.empty()) return std::unexpected(schema.error());
  if (schema.error().code != ErrorCode::not_found)
    invocation.log.warn("{}; what certlift knows itself is used instead", render::text_of(schema.error()));
  return built_in();
}

}  // namespace certlift::cli
