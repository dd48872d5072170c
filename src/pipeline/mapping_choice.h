#pragma once

#include "iis/site_mappings.h"
#include "pipeline/rule_match.h"

#include <vector>

namespace certlift::pipeline {

/// A mapping that may be the one IIS takes for a certificate.
struct MappingChoice {
  const iis::Mapping* mapping;
  Unknown why = Unknown::none;  ///< none: it fits for sure, if it is reached
};

/// What IIS may make of a certificate at a site, in its order: the last one fits for sure, or `may_be_none`.
struct MappingChoices {
  std::vector<MappingChoice> choices = {};
  bool may_be_none = true;
  const iis::Mapping* broken = nullptr;  ///< a certificate among those used that cannot be decoded
};

/// One-to-one mappings are found by the certificate, many-to-one ones in their order. Sources: IIS
/// configuration reference, `oneToOneMappings/add`, `manyToOneMappings`; IIS 6, "Mapping Client Certificates"
/// (one-to-one first). Costs time in proportion to the many-to-one mappings, once for a section and the names
/// of a certificate.
MappingChoices choose_mapping(const iis::HostConfig& config, const iis::SiteMappings& site,
                              const iis::ClientCertificate& certificate);

}  // namespace certlift::pipeline
