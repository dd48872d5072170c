#pragma once

#include "xml/document.h"

#include <string>

namespace certlift::late_certificate_request {

/// Bits of a binding's sslFlags. Source: configuration reference, `<binding>`; 128 is in the enumeration that
/// IIS has had since Windows Server 2025.
enum BindingFlag : unsigned long {
  server_name_indication = 1,
  central_store = 2,
  no_http2 = 4,
  no_tls13 = 32,
  negotiates_certificate = 128
};

/// How to have the binding request the client certificate in the TLS handshake: two netsh commands to copy, a
/// line each. The first shows the certificate's hash and the application's ID, which are not in the file; the
/// second has CERTIFICATE_HASH and APPLICATION_ID for them. Where the binding's host name or port could mean
/// something else to a shell, these are left to fill in too.
std::string negotiation_commands(xml::Element binding, unsigned long flags);

}  // namespace certlift::late_certificate_request
