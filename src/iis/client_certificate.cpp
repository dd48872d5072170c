#include "iis/client_certificate.h"

#include "base/memory.h"
#include "iis/certificate.h"
#include "text/encoding.h"

#include <mbedtls/asn1.h>
#include <mbedtls/oid.h>
#include <mbedtls/x509_crt.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace certlift::iis {
namespace {

std::string_view view_of(const mbedtls_asn1_buf& bytes) {
  return {reinterpret_cast<const char*>(bytes.p), bytes.len};
}

std::string dotted(const mbedtls_asn1_buf& oid) {
  std::array<char, 256> text{};
  const int length = mbedtls_oid_get_numeric_string(text.data(), text.size(), &oid);
  return length < 0 ? std::string() : std::string(text.data(), static_cast<std::size_t>(length));
}

/// Big-endian characters of `width` bytes each; surrogates are put together.
void append_wide(std::string_view bytes, std::size_t width, NameAttribute& attribute) {
  if (bytes.size() % width != 0) attribute.is_readable = false;
  char32_t high = 0;
  for (std::size_t at = 0; at + width <= bytes.size(); at += width) {
    char32_t unit = 0;
    for (const char byte : bytes.substr(at, width)) unit = unit << 8U | static_cast<unsigned char>(byte);
    const bool is_low = unit >= 0xDC00 && unit < 0xE000;
    if (high != 0 && is_low) unit = 0x10000 + ((high - 0xD800) << 10U) + (unit - 0xDC00);
    if ((high != 0) != is_low || unit > 0x10FFFF) attribute.is_readable = false;
    high = unit >= 0xD800 && unit < 0xDC00 ? unit : 0;
    if (high == 0 && attribute.is_readable) text::append_utf8(attribute.value, unit);
  }
  if (high != 0) attribute.is_readable = false;
}

void append_latin1(std::string_view bytes, NameAttribute& attribute) {
  for (const char byte : bytes) {
    const auto character = static_cast<unsigned char>(byte);
    if (character >= 0x80) attribute.is_readable = false;
    text::append_utf8(attribute.value, character);
  }
}

/// The characters of a name's value, by the type of its string (X.680; RFC 5280, 4.1.2.4).
void read_value(const mbedtls_asn1_buf& value, NameAttribute& attribute) {
  switch (value.tag) {
    case MBEDTLS_ASN1_BMP_STRING:
      return append_wide(view_of(value), 2, attribute);
    case MBEDTLS_ASN1_UNIVERSAL_STRING:
      return append_wide(view_of(value), 4, attribute);
    case MBEDTLS_ASN1_UTF8_STRING:
      attribute.value = text::with_valid_utf8(view_of(value));
      attribute.is_readable = attribute.value == view_of(value);
      return;
    case MBEDTLS_ASN1_BIT_STRING:
      attribute.is_readable = false;
      return;
    default:
      return append_latin1(view_of(value), attribute);
  }
}

DistinguishedName read_name(const mbedtls_x509_name& first) {
  DistinguishedName name;
  std::size_t rdn = 0;
  for (const mbedtls_x509_name* part = &first; part != nullptr; part = part->next) {
    if (part->oid.p == nullptr) continue;
    NameAttribute& attribute = name.emplace_back(dotted(part->oid), "", rdn);
    read_value(part->val, attribute);
    if (part->next_merged == 0) ++rdn;
  }
  return name;
}

std::string two_places(int number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string date_of(const mbedtls_x509_time& time) {
  return std::to_string(time.year) + "-" + two_places(time.mon) + "-" + two_places(time.day);
}

ClientUsage usage_of(const mbedtls_x509_crt& certificate) {
  if ((certificate.ext_types & MBEDTLS_X509_EXT_EXTENDED_KEY_USAGE) == 0) return ClientUsage::unrestricted;
  const bool allows =
      mbedtls_x509_crt_check_extended_key_usage(&certificate, MBEDTLS_OID_CLIENT_AUTH,
                                                MBEDTLS_OID_SIZE(MBEDTLS_OID_CLIENT_AUTH)) == 0;
  return allows ? ClientUsage::allowed : ClientUsage::not_allowed;
}

struct ShortName {
  std::string_view oid;
  std::string_view name;
};

/// As Windows writes names (CertNameToStr, CERT_X500_NAME_STR).
constexpr std::array short_names{ShortName{"2.5.4.3", "CN"},    ShortName{"2.5.4.11", "OU"},
                                 ShortName{"2.5.4.10", "O"},    ShortName{"2.5.4.7", "L"},
                                 ShortName{"2.5.4.8", "S"},     ShortName{"2.5.4.6", "C"},
                                 ShortName{"2.5.4.4", "SN"},    ShortName{"2.5.4.42", "G"},
                                 ShortName{"2.5.4.12", "T"},    ShortName{"1.2.840.113549.1.9.1", "E"},
                                 ShortName{"2.5.4.43", "I"},    ShortName{"0.9.2342.19200300.100.1.25", "DC"},
                                 ShortName{"2.5.4.9", "STREET"}};

}  // namespace

std::string shown_name(const DistinguishedName& name) {
  std::string shown;
  std::size_t last_rdn = 0;
  for (std::size_t at = name.size(); at-- > 0;) {
    const NameAttribute& attribute = name[at];
    if (!shown.empty()) shown += attribute.rdn == last_rdn ? " + " : ", ";
    last_rdn = attribute.rdn;
    const auto known = std::ranges::find(short_names, std::string_view(attribute.oid), &ShortName::oid);
    shown += known == short_names.end() ? "OID." + attribute.oid : std::string(known->name);
    shown += "=" + attribute.value;
  }
  return shown;
}

Result<ClientCertificate> read_client_certificate(std::string der) {
  mbedtls_x509_crt parsed;
  mbedtls_x509_crt_init(&parsed);
  const std::unique_ptr<mbedtls_x509_crt, decltype(&mbedtls_x509_crt_free)> owner(&parsed,
                                                                                  mbedtls_x509_crt_free);
  const int code =
      mbedtls_x509_crt_parse_der(&parsed, reinterpret_cast<const unsigned char*>(der.data()), der.size());
  if (means_lack_of_memory(code)) fail_for_lack_of_memory();
  if (code != 0)
    return std::unexpected(Error{ErrorCode::not_understood,
                                 "holds no certificate that can be read; export it as \"Base-64 encoded "
                                 "X.509 (.CER)\""});
  ClientCertificate certificate;
  certificate.subject = read_name(parsed.subject);
  certificate.issuer = read_name(parsed.issuer);
  certificate.not_before = date_of(parsed.valid_from);
  certificate.not_after = date_of(parsed.valid_to);
  certificate.usage = usage_of(parsed);
  certificate.is_self_issued = view_of(parsed.subject_raw) == view_of(parsed.issuer_raw);
  certificate.der = std::move(der);
  return certificate;
}

}  // namespace certlift::iis
