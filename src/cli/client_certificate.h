#pragma once

#include "cli/options.h"
#include "iis/client_certificate.h"
#include "iis/host_config.h"

#include <string>

namespace certlift::cli {

/// The certificate that --certificate names: a file, or `mapped:N` and `mapped:USER` for one of the
/// configuration's one-to-one mappings, counted from 1 in the order of their sites. Errors: wrong_usage, if
/// no such mapping is there; not_understood and others with the path of the file.
Result<iis::ClientCertificate> find_certificate(const Invocation& invocation, const iis::HostConfig& config,
                                                const std::string& named);

}  // namespace certlift::cli
