#pragma once

#include "base/result.h"
#include "iis/schema.h"
#include "xml/document.h"

namespace certlift::iis {

/// Adds the sections that a server's own schema file (`inetsrv/config/schema/*_schema.xml`) describes. A
/// section that `schema` has already gets what the file says besides: several files may describe one. Errors:
/// not_understood, with the place; `schema` then has only the sections before it.
Result<void> read_schema(const xml::Document& file, Schema& schema);

/// `schema`, and of `fallback` the sections that it lacks.
Schema completed(Schema schema, const Schema& fallback);

}  // namespace certlift::iis
