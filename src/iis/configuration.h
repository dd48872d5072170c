#pragma once

#include "base/result.h"
#include "xml/document.h"

namespace certlift::iis {

/// Refuses a document that is no configuration, with Error not_understood: nothing would be found in it, and
/// that would look like good news.
Result<void> require_configuration(const xml::Document& document);

}  // namespace certlift::iis
