#include "support/made_certificate.h"

#include "base/base64.h"

#include <cstddef>
#include <map>
#include <ranges>
#include <string_view>

namespace certlift::test {
namespace {

constexpr unsigned char sequence_tag = 0x30, set_tag = 0x31, oid_tag = 0x06, time_tag = 0x18;

/// A point of P-256 with its algorithm (SubjectPublicKeyInfo).
constexpr std::string_view public_key =
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEpXX/fbqsj5qiWU3BNcqpSkiXgtlFXv5No8YEVkx09h52uLmTRKK1YCmPRno"
    "s0E2XAcbweBJ4ExH/x1XEGzWUOA==";

std::string base_128(unsigned long part) {
  std::string bytes(1, static_cast<char>(part & 0x7FU));
  for (part >>= 7U; part != 0; part >>= 7U)
    bytes.insert(bytes.begin(), static_cast<char>(0x80U | (part & 0x7FU)));
  return bytes;
}

std::string oid_element(const std::string& dotted) {
  std::vector<unsigned long> parts;
  for (const auto part : std::views::split(dotted, '.'))
    parts.push_back(std::stoul(std::string(part.begin(), part.end())));
  std::string bytes = base_128(parts[0] * 40 + parts[1]);
  for (std::size_t at = 2; at < parts.size(); ++at) bytes += base_128(parts[at]);
  return der_element(oid_tag, bytes);
}

std::string name_element(const MadeName& name) {
  std::vector<std::string> rdns;
  for (const MadeAttribute& attribute : name) {
    const std::string pair =
        der_element(sequence_tag, oid_element(attribute.oid) + der_element(attribute.type, attribute.value));
    if (attribute.with_last && !rdns.empty())
      rdns.back() += pair;
    else
      rdns.push_back(pair);
  }
  std::string content;
  for (const std::string& rdn : rdns) content += der_element(set_tag, rdn);
  return der_element(sequence_tag, content);
}

std::string extensions(const MadeCertificate& certificate) {
  if (certificate.extended_key_usage.empty()) return "";
  std::string usages;
  for (const std::string& usage : certificate.extended_key_usage) usages += oid_element(usage);
  const std::string extension = der_element(
      sequence_tag, oid_element("2.5.29.37") + der_element(0x04, der_element(sequence_tag, usages)));
  return der_element(0xA3, der_element(sequence_tag, extension));
}

}  // namespace

std::string der_element(unsigned char tag, const std::string& content) {
  std::string element(1, static_cast<char>(tag));
  const std::size_t length = content.size();
  if (length >= 0x80) element += length >= 0x100 ? '\x82' : '\x81';
  if (length >= 0x100) element += static_cast<char>(length >> 8U);
  element += static_cast<char>(length & 0xFFU);
  return element + content;
}

std::string made_certificate(const MadeCertificate& certificate) {
  const std::string algorithm = der_element(sequence_tag, oid_element("1.2.840.10045.4.3.2"));
  const std::string validity = der_element(sequence_tag, der_element(time_tag, certificate.not_before) +
                                                             der_element(time_tag, certificate.not_after));
  const std::string to_be_signed = der_element(
      sequence_tag, der_element(0xA0, der_element(0x02, "\x02")) + der_element(0x02, "\x11") + algorithm +
                        name_element(certificate.issuer) + validity + name_element(certificate.subject) +
                        decode_base64(public_key).value_or("") + extensions(certificate));
  const std::string number = der_element(0x02, "\x01");
  const std::string signature =
      der_element(0x03, std::string(1, '\0') + der_element(sequence_tag, number + number));
  return der_element(sequence_tag, to_be_signed + algorithm + signature);
}

MadeName made_name(const std::string& text) {
  static const std::map<std::string, std::string> oids{
      {"CN", "2.5.4.3"}, {"OU", "2.5.4.11"},           {"O", "2.5.4.10"}, {"L", "2.5.4.7"}, {"S", "2.5.4.8"},
      {"C", "2.5.4.6"},  {"E", "1.2.840.113549.1.9.1"}};
  MadeName name;
  for (const auto part : std::views::split(text, std::string_view(", "))) {
    const std::string pair(part.begin(), part.end());
    const std::size_t equals = pair.find('=');
    name.push_back({.oid = oids.at(pair.substr(0, equals)), .value = pair.substr(equals + 1)});
  }
  return name;
}

std::string armoured(const std::string& der, const std::string& label) {
  std::string text = "-----BEGIN " + label + "-----\n", base64 = encode_base64(der);
  for (std::size_t at = 0; at < base64.size(); at += 64) text += base64.substr(at, 64) + "\n";
  return text + "-----END " + label + "-----\n";
}

}  // namespace certlift::test
