#pragma once

#include "iis/host_config.h"

#include <optional>
#include <string>
#include <string_view>

namespace certlift::pipeline {

/// A section that IIS cannot read: 500.19. Sources: Microsoft, "HTTP Error 500.19"; public trace logs.
struct SectionFault {
  std::string message;  ///< without the place; never with a secret
  xml::Element element;
};

/// The first fault of a section that counts at `path`: what the schema does not know, a doubled key, a second
/// copy of the section. All are looked for once and kept with the configuration; web.config files are not.
std::optional<SectionFault> section_fault(const iis::HostConfig& config, std::string_view section_path,
                                          const iis::LocationPath& path);

}  // namespace certlift::pipeline
