#pragma once

#include "engine/fix.h"
#include "engine/registry.h"
#include "text/encoding.h"

/// certlift as a library: what looks at the text of a configuration and mends it in memory. Reads and writes
/// nothing, prints nothing, throws nothing.
///
///     auto decoded = text::decode(bytes);
///     auto repair = engine::fix(decoded->text, "applicationHost.config", engine::registry(), {});
///     bytes = text::encode(repair->text, decoded->encoding, decoded->bom);
///
/// Every result may be an Error (base/result.h); check it before use.
