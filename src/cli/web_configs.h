#pragma once

#include "cli/options.h"
#include "engine/reading.h"
#include "render/report.h"
#include "server/physical_path.h"

#include <vector>

namespace certlift::cli {

/// Looks into the web.config of each application of a configuration for certificate mappings, and reports
/// those that have some, each as a file of its own. certlift never edits them: they belong to the
/// applications, and one folder may serve several applications. A site's own web.config is where IIS reads
/// mappings, so it is not checked. Applications whose folder is not on this machine are counted in the log.
/// `mappings`: where copies of the server's folders are.
std::vector<render::TargetReport> check_web_configs(const Invocation& invocation,
                                                    const std::vector<server::PathMapping>& mappings,
                                                    const engine::Reading& reading);

}  // namespace certlift::cli
