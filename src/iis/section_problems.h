#pragma once

#include "iis/host_config.h"
#include "iis/schema.h"

#include <vector>

namespace certlift::iis {

/// What the schema does not know in a section (problems_of), looked for the first time they are needed; stays
/// where it is as long as `config`. `schema`: the one of config.schema() for this section.
const std::vector<SchemaProblem>& problems_at(const HostConfig& config, xml::Element section,
                                              const ElementSchema& schema);

}  // namespace certlift::iis
