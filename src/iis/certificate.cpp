#include "iis/certificate.h"

#include <mbedtls/base64.h>
#include <mbedtls/x509_crt.h>

#include <algorithm>

namespace certlift::iis {
namespace {

std::optional<std::string> decode_base64(const std::string& text) {
  const auto* source = reinterpret_cast<const unsigned char*>(text.data());
  std::string bytes(text.size() / 4 * 3 + 3, '\0');
  std::size_t length = 0;
  if (mbedtls_base64_decode(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), &length, source,
                            text.size()) != 0)
    return std::nullopt;
  bytes.resize(length);
  return bytes;
}

std::string two_digits(int number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

/// The last day of validity, if the bytes are a DER certificate.
std::optional<std::string> read_not_after(const std::string& bytes) {
  mbedtls_x509_crt certificate;
  mbedtls_x509_crt_init(&certificate);
  std::optional<std::string> date;
  if (mbedtls_x509_crt_parse_der(&certificate, reinterpret_cast<const unsigned char*>(bytes.data()),
                                 bytes.size()) == 0) {
    const mbedtls_x509_time& end = certificate.valid_to;
    date = std::to_string(end.year) + "-" + two_digits(end.mon) + "-" + two_digits(end.day);
  }
  mbedtls_x509_crt_free(&certificate);
  return date;
}

void erase_armour_line(std::string& text, std::string_view start) {
  const std::size_t begin = text.find(start);
  if (begin == std::string::npos) return;
  const std::size_t end = text.find("-----", begin + start.size());
  text.erase(begin, end == std::string::npos ? end : end + 5 - begin);
}

}  // namespace

std::string without_armour(std::string_view text) {
  std::string bare(text);
  erase_armour_line(bare, "-----BEGIN");
  erase_armour_line(bare, "-----END");
  std::erase_if(bare, [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; });
  return bare;
}

Certificate read_certificate(std::string_view text) {
  const std::string bare = without_armour(text);
  const auto bytes = decode_base64(bare);
  if (!bytes || bytes->empty()) return {CertificateState::not_base64, {}, {}};
  const auto not_after = read_not_after(*bytes);
  if (!not_after) return {CertificateState::no_certificate, *bytes, {}};
  return {bare == text ? CertificateState::sound : CertificateState::wrapped, *bytes, *not_after};
}

std::string certificate_identity(std::string_view text) {
  const auto bytes = decode_base64(without_armour(text));
  return bytes && !bytes->empty() ? *bytes : std::string(text);
}

}  // namespace certlift::iis
