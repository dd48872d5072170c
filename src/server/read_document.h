#pragma once

#include "base/result.h"
#include "xml/document.h"

#include <string>

namespace certlift::server {

/// The document in a file's bytes. Errors: not_understood, with the path.
Result<xml::Document> read_document(std::string bytes, const std::string& path);

}  // namespace certlift::server
