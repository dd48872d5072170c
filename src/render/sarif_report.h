#pragma once

#include "engine/select.h"
#include "render/report.h"
#include "render/unified_diff.h"

#include <span>
#include <string>

namespace certlift::render {

/// The report as SARIF 2.1.0: one run that declares all `rules`, with a result for each finding that stands.
/// A fix that may be made becomes a fix of its first result. If what it writes holds a secret, or it touches
/// one, only with Secrets::shown: else the result says that it is left out, for half of it would only delete.
std::string sarif_report(const Report& report, std::span<const engine::Transform> rules,
                         const engine::Selection& selection, Secrets secrets = Secrets::masked);

}  // namespace certlift::render
