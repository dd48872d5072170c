#pragma once

#include <string>
#include <vector>

/// Certificates made by hand, with names of every kind. Their signature is no signature: who reads names and
/// dates does not look at it.
namespace certlift::test {

/// One attribute of a name as it is encoded.
struct MadeAttribute {
  std::string oid;            ///< "2.5.4.3"
  std::string value;          ///< the bytes of the string
  unsigned char type = 0x0C;  ///< of the string: UTF8String
  bool with_last = false;     ///< in one RDN with the attribute before it
};
using MadeName = std::vector<MadeAttribute>;

struct MadeCertificate {
  MadeName subject = {{.oid = "2.5.4.3", .value = "alice"}};
  MadeName issuer = {{.oid = "2.5.4.3", .value = "Shop CA"}};
  std::string not_before = "20250101000000Z";
  std::string not_after = "20500101000000Z";
  std::vector<std::string> extended_key_usage = {};  ///< OIDs; none: no such extension
};

/// The certificate as DER.
std::string made_certificate(const MadeCertificate& certificate);

/// `CN=a, OU=b` with names of the usual kinds, as UTF8Strings, each an RDN of its own.
MadeName made_name(const std::string& text);

/// The bytes within armour: "CERTIFICATE".
std::string armoured(const std::string& der, const std::string& label);

/// One element of DER.
std::string der_element(unsigned char tag, const std::string& content);

}  // namespace certlift::test
