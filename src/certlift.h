#pragma once

#include "engine/fix.h"
#include "engine/registry.h"

/// certlift as a library: what finds faults in the text of a configuration and fixes them in memory. Reads
/// and writes nothing, prints nothing, throws nothing.
///
///     auto reading = engine::read(bytes, "applicationHost.config", {engine::registry()});
///     auto repair = engine::fix(*reading, {engine::registry()});
///     bytes = repair->after->bytes();
///
/// Every result may be an Error (base/result.h); check it before use.
