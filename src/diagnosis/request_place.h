#pragma once

#include "iis/host_config.h"

#include <string>
#include <string_view>

namespace certlift::diagnosis {

/// The site of `<site id="...">`; nullptr: there is none of this number.
const iis::Site* site_of_id(const iis::HostConfig& config, unsigned id);

/// The application that a path of the site belongs to: the one with the longest path in front of it; nullptr:
/// not even the root application.
const iis::Application* application_of(const iis::Site& site, std::string_view path);

/// The application pool of an application: its own, or the default of all. Empty: not said.
std::string_view pool_of(const iis::HostConfig& config, const iis::Application& application);

/// The location path of what was requested.
iis::LocationPath location_of(const iis::Site& site, std::string_view path);

}  // namespace certlift::diagnosis
