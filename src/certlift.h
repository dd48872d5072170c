#pragma once

#include "engine/fix.h"
#include "engine/registry.h"
#include "engine/verify.h"
#include "text/encoding.h"

/// certlift as a library: findings and mended text, from text, without a disk.
///
///   auto file = certlift::text::decode(bytes);
///   if (!file) return complain(file.error());
///   auto repair = certlift::engine::fix(file->text, "applicationHost.config", certlift::engine::registry(),
///   {}); if (!repair) return complain(repair.error()); for (const auto& outcome : repair->outcomes)
///   tell(outcome.finding, outcome.applied); bytes = certlift::text::encode(repair->text, file->encoding,
///   file->bom);
///
/// engine::check only looks. What is looked at and what is consented to is an engine::Selection. Every result
/// has been held against the laws of engine/verify.h; a function that fails returns a certlift::Error and
/// throws nothing.
