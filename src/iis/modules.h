#pragma once

#include "iis/host_config.h"

#include <optional>
#include <string_view>
#include <vector>

/// Which modules IIS loads, by the sections `<globalModules>` and `<modules>`.
namespace certlift::iis {

/// Whether the module is there after the directives of a section, if the section says anything about it.
std::optional<bool> has_module(xml::Element section, std::string_view module);

/// Whether the module is there after all that is stored at the server level in a section; nothing where the
/// section is not stored, as in an excerpt.
std::optional<bool> has_module(const HostConfig& config, std::string_view section_path,
                               std::string_view module);

/// The entries of `<modules>` at a path, in IIS's order; nothing where none is stored at the server level, as
/// in an excerpt.
std::optional<std::vector<xml::Element>> modules_at(const HostConfig& config, const LocationPath& path);

}  // namespace certlift::iis
