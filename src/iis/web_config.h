#pragma once

#include "xml/document.h"

#include <string_view>

namespace certlift::iis {

inline constexpr std::string_view web_config_name = "web.config";

/// Whether a configuration is an application's web.config, whatever its name: it lacks what every
/// applicationHost.config has, and has what only a web.config has. An excerpt of either may show neither.
bool is_web_config(const xml::Document& document);

/// Whether it can be one, from the text alone. Cheap: for nearly every applicationHost.config the answer is
/// no.
bool may_be_web_config(std::string_view text);

}  // namespace certlift::iis
