#pragma once

#include "iis/binding.h"

#include <string>

namespace certlift::late_certificate_request {

/// How to have the binding request the client certificate in the TLS handshake: two netsh commands to copy, a
/// line each. The first shows the certificate's hash and the application's ID, which are not in the file; the
/// second has CERTIFICATE_HASH and APPLICATION_ID for them. Where the binding's host name or port could mean
/// something else to a shell, these are left to fill in too.
std::string negotiation_commands(const iis::HttpsBinding& binding);

}  // namespace certlift::late_certificate_request
