#include "server/read_document.h"

#include "text/encoding.h"

#include <utility>

namespace certlift::server {

Result<xml::Document> read_document(std::string bytes, const std::string& path) {
  const auto decoded = text::decode(std::string_view(bytes));
  auto document =
      decoded ? xml::Document::parse(std::string(decoded->text()), path) : std::unexpected(decoded.error());
  if (!document) document.error().path = path;
  return document;
}

}  // namespace certlift::server
