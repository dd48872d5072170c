#pragma once

#include "render/hosts_report.h"
#include "render/page.h"

namespace certlift::render {

/// Many hosts on one page: how each stands, what was found how often, and each finding once, with its hosts.
Page hosts_page(const HostsReport& report);

}  // namespace certlift::render
