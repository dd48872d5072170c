#include "iis/certificate.h"

#include "base/base64.h"
#include "base/memory.h"

#include <mbedtls/asn1.h>
#include <mbedtls/bignum.h>
#include <mbedtls/ecp.h>
#include <mbedtls/pk.h>
#include <mbedtls/x509_crt.h>

#include <algorithm>
#include <array>

namespace certlift::iis {
namespace {

std::string two_digits(int number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string day_of(const mbedtls_x509_time& time) {
  return std::to_string(time.year) + "-" + two_digits(time.mon) + "-" + two_digits(time.day);
}

/// The days of validity.
struct Validity {
  std::string from;
  std::string to;
};

/// If the bytes are a DER certificate.
std::optional<Validity> read_validity(const std::string& bytes) {
  mbedtls_x509_crt certificate;
  mbedtls_x509_crt_init(&certificate);
  std::optional<Validity> validity;
  const int code = mbedtls_x509_crt_parse_der(
      &certificate, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  if (code == 0) validity = Validity{day_of(certificate.valid_from), day_of(certificate.valid_to)};
  mbedtls_x509_crt_free(&certificate);
  if (means_lack_of_memory(code)) fail_for_lack_of_memory();
  return validity;
}

void erase_armour_line(std::string& text, std::string_view start) {
  const std::size_t begin = text.find(start);
  if (begin == std::string::npos) return;
  const std::size_t end = text.find("-----", begin + start.size());
  text.erase(begin, end == std::string::npos ? end : end + 5 - begin);
}

/// Longer than any thumbprint with a separator and an invisible character behind each byte.
constexpr std::size_t longest_thumbprint = 512;

/// Without blanks, colons and the invisible characters that the certificate dialogue of Windows copies along:
/// left-to-right and right-to-left mark, byte order mark, zero-width space.
std::string without_separators(std::string_view text) {
  constexpr std::array<std::string_view, 4> invisible{"\u200E", "\u200F", "\uFEFF", "\u200B"};
  std::string bare;
  while (!text.empty()) {
    const auto mark =
        std::ranges::find_if(invisible, [&](std::string_view m) { return text.starts_with(m); });
    if (mark == invisible.end() && !std::string_view(": \t\r\n").contains(text.front())) bare += text.front();
    text.remove_prefix(mark == invisible.end() ? 1 : mark->size());
  }
  return bare;
}

/// Sources: certutil and the certificate dialogue print SHA-1 in hex digits, OpenSSL puts colons between.
std::optional<CertificateState> read_thumbprint(std::string_view text) {
  if (text.size() > longest_thumbprint) return std::nullopt;
  const std::string digits = without_separators(text);
  if (digits.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos) return std::nullopt;
  if (digits.empty()) return CertificateState::empty;
  if (digits.size() == 40) return CertificateState::sha1_thumbprint;
  if (digits.size() == 64) return CertificateState::sha256_thumbprint;
  return std::nullopt;
}

/// Whether encode_base64() would give the text of these bytes, which it stands for: only in its last group
/// can it say the same in another way.
bool is_usual(std::string_view text, std::string_view bytes) {
  return text.size() == (bytes.size() + 2) / 3 * 4 &&
         text.ends_with(encode_base64(bytes.substr((bytes.size() - 1) / 3 * 3)));
}

}  // namespace

std::string what_was_entered(CertificateState state) {
  constexpr std::string_view belongs =
      "the base64 of the certificate itself (DER) belongs there, in one line; PowerShell prints it";
  const auto thumbprint = [&](std::string_view hash, std::string_view digits) {
    return " is a certificate's " + std::string(hash) + " thumbprint (" + std::string(digits) +
           " hex digits), which matches no client certificate: " + std::string(belongs);
  };
  if (state == CertificateState::sha1_thumbprint) return thumbprint("SHA-1", "40");
  if (state == CertificateState::sha256_thumbprint) return thumbprint("SHA-256", "64");
  if (state == CertificateState::empty)
    return " is empty, which matches no client certificate: " + std::string(belongs);
  return {};
}

bool means_lack_of_memory(int code) {
  const int high = -code / 0x80 * 0x80, low = -code % 0x80;
  return high == -MBEDTLS_ERR_X509_ALLOC_FAILED || high == -MBEDTLS_ERR_PK_ALLOC_FAILED ||
         high == -MBEDTLS_ERR_ECP_ALLOC_FAILED || low == -MBEDTLS_ERR_ASN1_ALLOC_FAILED ||
         low == -MBEDTLS_ERR_MPI_ALLOC_FAILED;
}

std::string without_armour(std::string_view text) {
  std::string bare(text);
  erase_armour_line(bare, "-----BEGIN");
  erase_armour_line(bare, "-----END");
  std::erase_if(bare, [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; });
  return bare;
}

Certificate read_certificate(std::string_view text) {
  if (const auto entered = read_thumbprint(text)) return {*entered};
  auto bytes = decode_base64(text);
  const bool is_bare = bytes.has_value();
  if (!is_bare) bytes = decode_base64(without_armour(text));
  if (!bytes || bytes->empty()) return {CertificateState::not_base64};
  std::string usual = is_usual(text, *bytes) ? std::string() : encode_base64(*bytes);
  auto validity = read_validity(*bytes);
  if (!validity) return {.state = CertificateState::no_certificate, .usual_text = std::move(usual)};
  return {is_bare ? CertificateState::sound : CertificateState::wrapped, std::move(validity->from),
          std::move(validity->to), std::move(usual)};
}

}  // namespace certlift::iis
