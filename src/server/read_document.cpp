#include "server/read_document.h"

#include "text/encoding.h"

#include <utility>

namespace certlift::server {

Result<xml::Document> read_document(std::string bytes, const std::string& path) {
  auto decoded = text::decode(std::move(bytes));
  auto document =
      decoded ? xml::Document::parse(std::move(decoded->text), path) : std::unexpected(decoded.error());
  if (!document) document.error().path = path;
  return document;
}

}  // namespace certlift::server
