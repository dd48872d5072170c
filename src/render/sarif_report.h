#pragma once

#include "engine/select.h"
#include "render/report.h"
#include "render/unified_diff.h"

#include <span>
#include <string>
#include <string_view>

namespace certlift::render {

/// The report as SARIF 2.1.0: one run that declares all `rules`, with a result for each finding that stands.
/// A fix that may be made becomes a fix of its first result. If what it writes holds a secret, or it touches
/// one, only with Secrets::shown: else the result says that it is left out, for half of it would only delete.
/// What is ignored is a suppressed result. `documents`: the address of docs/, without a '/' at its end;
/// empty: it is not known, and the rules have no helpUri.
std::string sarif_report(const Report& report, std::span<const engine::Transform> rules,
                         const engine::Selection& selection, Secrets secrets = Secrets::masked,
                         std::string_view documents = {});

}  // namespace certlift::render
