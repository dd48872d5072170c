#include "base/base64.h"
#include "iis/certificate.h"
#include "iis/client_certificate.h"

#include <mbedtls/asn1.h>

#include <algorithm>
#include <array>
#include <optional>

namespace certlift::iis {
namespace {

constexpr std::string_view begin_armour = "-----BEGIN ";

std::unexpected<Error> no_certificate(std::string message) {
  return std::unexpected(Error{ErrorCode::not_understood, std::move(message)});
}

constexpr std::string_view how_to_export =
    "export the certificate alone, without its private key: in Windows \"Base-64 encoded X.509 (.CER)\", or "
    "openssl pkcs12 -in FILE -clcerts -nokeys -out client.pem";

/// What the outer SEQUENCE of DER begins with.
struct Inside {
  int tag = 0;
  std::string_view content = {};  ///< of that first element
  std::string_view rest = {};     ///< what follows it
};

/// One element of DER and what stands behind it.
std::optional<Inside> first_element(std::string_view der) {
  if (der.empty()) return std::nullopt;
  auto* at = reinterpret_cast<unsigned char*>(const_cast<char*>(der.data()));
  const unsigned char* end = at + der.size();
  const int tag = *at++;
  std::size_t length = 0;
  if (mbedtls_asn1_get_len(&at, end, &length) != 0) return std::nullopt;
  const auto begin = static_cast<std::size_t>(reinterpret_cast<const char*>(at) - der.data());
  return Inside{tag, der.substr(begin, length), der.substr(begin + length)};
}

/// Goes into the element that stands next, if it has that tag.
std::optional<std::string_view> enter(std::string_view der, int tag) {
  const auto element = first_element(der);
  return element && element->tag == tag ? std::optional(element->content) : std::nullopt;
}

constexpr int sequence = MBEDTLS_ASN1_CONSTRUCTED | MBEDTLS_ASN1_SEQUENCE;
constexpr int explicit_0 = MBEDTLS_ASN1_CONTEXT_SPECIFIC | MBEDTLS_ASN1_CONSTRUCTED;
/// 1.2.840.113549.1.7.2 (RFC 2315).
constexpr std::string_view signed_data = "\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02";

/// The first certificate of a PKCS#7: ContentInfo { OID, [0] SignedData { version, digests, content, [0]
/// certificates } } (RFC 2315). Nothing if it is none, or holds none.
std::optional<std::string> first_of_pkcs7(std::string_view der) {
  const auto info = enter(der, sequence);
  const auto type = info ? first_element(*info) : std::nullopt;
  if (!type || type->tag != MBEDTLS_ASN1_OID || type->content != signed_data) return std::nullopt;
  const auto wrapped = enter(type->rest, explicit_0);
  const auto data = wrapped ? enter(*wrapped, sequence) : std::nullopt;
  std::string_view rest = data.value_or("");
  for (int skipped = 0; skipped < 3; ++skipped) {
    const auto element = first_element(rest);
    if (!element) return std::nullopt;
    rest = element->rest;
  }
  const auto certificates = enter(rest, explicit_0);
  const auto first = certificates ? first_element(*certificates) : std::nullopt;
  if (!first) return std::nullopt;
  return std::string(certificates->substr(0, certificates->size() - first->rest.size()));
}

/// What DER is that is no certificate, by the element it begins with: PKCS#12 (RFC 7292) has version 3, a
/// private key (RFC 5208, 8017, 5915) version 0 or 1, a request (RFC 2986) version 0 inside a SEQUENCE.
std::unexpected<Error> what_it_is(std::string_view der) {
  const auto outer = enter(der, sequence);
  const auto first = outer ? first_element(*outer) : std::nullopt;
  if (first && first->tag == MBEDTLS_ASN1_INTEGER && first->content == "\x03")
    return no_certificate("is a PKCS#12 file (.pfx, .p12), whose certificate stands behind a password; " +
                          std::string(how_to_export));
  if (first && first->tag == MBEDTLS_ASN1_INTEGER)
    return no_certificate("is a private key; " + std::string(how_to_export));
  const auto inner = first && first->tag == sequence ? first_element(first->content) : std::nullopt;
  if (inner && inner->tag == MBEDTLS_ASN1_INTEGER && inner->content == std::string_view("\0", 1))
    return no_certificate(
        "is a certificate request (CSR), not a certificate; take the certificate that the authority has "
        "issued for it");
  return no_certificate("holds no certificate; " + std::string(how_to_export));
}

/// One block of PEM.
struct Block {
  std::string_view label;  ///< "CERTIFICATE"
  std::string_view base64;
};

std::optional<Block> next_block(std::string_view& text) {
  const std::size_t begin = text.find(begin_armour);
  if (begin == std::string_view::npos) return std::nullopt;
  text.remove_prefix(begin + begin_armour.size());
  const std::size_t label_end = std::min(text.find("-----"), text.size());
  const std::string_view label = text.substr(0, label_end);
  text.remove_prefix(std::min(label_end + 5, text.size()));
  const std::size_t end = std::min(text.find("-----END"), text.size());
  const Block block{label, text.substr(0, end)};
  text.remove_prefix(end);
  return block;
}

Result<ClientCertificate> from_der(std::string der) {
  if (auto inside = first_of_pkcs7(der)) return read_client_certificate(*std::move(inside));
  auto certificate = read_client_certificate(der);
  if (certificate) return certificate;
  return what_it_is(der);
}

Result<ClientCertificate> from_block(const Block& block) {
  auto der = decode_base64(without_armour(block.base64));
  if (!der) return no_certificate("the base64 of its certificate is damaged; export it again");
  return from_der(*std::move(der));
}

Result<ClientCertificate> from_pem(std::string_view text) {
  constexpr std::array certificates{"CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE", "PKCS7", "CMS"};
  std::string_view other;
  while (const auto block = next_block(text)) {
    if (std::ranges::find(certificates, block->label) != certificates.end()) return from_block(*block);
    if (other.empty()) other = block->label;
  }
  if (other.ends_with("PRIVATE KEY"))
    return no_certificate("holds a private key and no certificate; " + std::string(how_to_export));
  if (other.ends_with("CERTIFICATE REQUEST"))
    return no_certificate(
        "is a certificate request (CSR), not a certificate; take the certificate that the authority has "
        "issued for it");
  return no_certificate("holds no certificate; " + std::string(how_to_export));
}

}  // namespace

Result<ClientCertificate> read_certificate_file(std::string_view bytes) {
  if (bytes.find_first_not_of(" \t\r\n") == std::string_view::npos)
    return no_certificate("is empty; " + std::string(how_to_export));
  if (bytes.contains(begin_armour)) return from_pem(bytes);
  if (bytes.front() == '\x30') return from_der(std::string(bytes));
  auto der = decode_base64(without_armour(bytes));
  if (!der) return no_certificate("holds no certificate; " + std::string(how_to_export));
  return from_der(*std::move(der));
}

}  // namespace certlift::iis
