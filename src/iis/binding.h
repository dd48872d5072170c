#pragma once

#include "iis/host_config.h"

#include <optional>
#include <string_view>
#include <vector>

namespace certlift::iis {

/// Bits of a binding's sslFlags. Source: configuration reference, `<binding>`; 128 is in the enumeration that
/// IIS has had since Windows Server 2025.
enum BindingFlag : unsigned long {
  server_name_indication = 1,
  central_store = 2,
  no_http2 = 4,
  no_tls13 = 32,
  negotiates_in_handshake = 128
};

struct HttpsBinding {
  xml::Element element;
  unsigned long flags;
  unsigned windows;  ///< Surroundings::windows

  bool has(BindingFlag flag) const { return (flags & flag) != 0; }
  /// Client certificates are negotiated in the TLS handshake. Bit 128 says nothing on an older Windows.
  bool negotiates() const { return has(negotiates_in_handshake) && (windows == 0 || windows >= 2025); }
};

/// Those of a site. Flags that are no number count as none.
std::vector<HttpsBinding> https_bindings(const HostConfig& config, const Site& site);

/// What a binding for http or https listens to.
struct WebBinding {
  xml::Element element;
  bool is_https;
  std::string_view address;  ///< "*" for all; an IPv6 address without its brackets
  unsigned long port;
  std::string_view host;  ///< empty: any

  bool is_for_all_addresses() const { return address.empty() || address == "*"; }
};

/// Reads `bindingInformation`, ADDRESS:PORT:HOST. Nothing for another protocol, or where it is none.
std::optional<WebBinding> read_binding(xml::Element binding);

/// Those of a site, in document order.
std::vector<WebBinding> web_bindings(const Site& site);

}  // namespace certlift::iis
