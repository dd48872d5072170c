#pragma once

#include "base/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::iis {

/// One attribute of a name, such as CN=alice. Those with the same `rdn` form one relative distinguished name
/// of several values.
struct NameAttribute {
  std::string oid;      ///< of its type, with dots: "2.5.4.3" is CN
  std::string value;    ///< in UTF-8
  std::size_t rdn = 0;  ///< counts from 0, in the order of the certificate
  /// Whether it is known which characters the bytes stand for. Not of a T61 string beyond ASCII, which
  /// Windows and OpenSSL read as Latin-1 while T.61 says otherwise, nor of a bit string.
  bool is_readable = true;
};

/// Whose certificate it is, or who has issued it. In the order of the certificate (DER).
using DistinguishedName = std::vector<NameAttribute>;

/// `CN=alice, O=Contoso`, for messages: the last one of the certificate first, as Windows shows names; "" for
/// an empty name.
std::string shown_name(const DistinguishedName& name);

/// What the certificate says of TLS client authentication.
enum class ClientUsage {
  unrestricted,  ///< it has no extended key usage
  allowed,
  not_allowed,  ///< it has one, without client authentication (1.3.6.1.5.5.7.3.2)
};

/// The certificate that a client shows.
struct ClientCertificate {
  std::string der;
  DistinguishedName subject;
  DistinguishedName issuer;
  std::string not_before;  ///< "YYYY-MM-DD", UTC
  std::string not_after;   ///< the last day, in the same way
  ClientUsage usage = ClientUsage::unrestricted;

  /// Subject and issuer are the same: usually a root, or a certificate that signs itself.
  bool is_self_issued = false;
};

/// Reads a certificate's bytes (DER). Errors: not_understood, without a path. Throws std::bad_alloc as
/// read_certificate() does.
Result<ClientCertificate> read_client_certificate(std::string der);

/// The certificate in a file: DER, PEM, base64 without armour, or the first one of a PEM bundle or a PKCS#7.
/// Errors: not_understood, without a path, saying what the file is instead and what to do.
Result<ClientCertificate> read_certificate_file(std::string_view bytes);

}  // namespace certlift::iis
