#pragma once

#include "iis/location.h"
#include "xml/document.h"

#include <string_view>

namespace certlift::iis {

inline constexpr std::string_view web_config_name = "web.config";

/// Whether a configuration is an application's web.config, by its name, or because it lacks what every
/// applicationHost.config has, and has what only a web.config has. An excerpt of either may show neither.
FileRole role_of(const xml::Document& document);

}  // namespace certlift::iis
