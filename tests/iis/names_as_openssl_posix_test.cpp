#include "iis/client_certificate.h"
#include "support/bytes.h"
#include "support/made_certificate.h"
#include "support/process.h"

#include <gtest/gtest.h>

#include <map>
#include <ranges>
#include <sstream>
#include <string>
#include <vector>

/// Holds subject and issuer, part by part, against what OpenSSL prints of the same certificates.
namespace certlift::test {
namespace {

using NamesAsOpenssl = Process;

constexpr unsigned char utf8_string = 0x0C, printable_string = 0x13, t61_string = 0x14, ia5_string = 0x16,
                        universal_string = 0x1C, bmp_string = 0x1E;

const std::vector<std::string> oids{"2.5.4.3", "2.5.4.11", "2.5.4.10", "2.5.4.7",
                                    "2.5.4.8", "2.5.4.6",  "2.5.4.42", "1.2.840.113549.1.9.1"};

/// As OpenSSL abbreviates the types.
const std::map<std::string, std::string> short_names{
    {"2.5.4.3", "CN"}, {"2.5.4.11", "OU"}, {"2.5.4.10", "O"},  {"2.5.4.7", "L"},
    {"2.5.4.8", "ST"}, {"2.5.4.6", "C"},   {"2.5.4.42", "GN"}, {"1.2.840.113549.1.9.1", "emailAddress"}};

struct Value {
  unsigned char type;
  std::string bytes;
};

const std::vector<Value> values{
    {utf8_string, "alice"},
    {utf8_string, "M\xC3\xBCller"},
    {utf8_string, "\xE6\x97\xA5\xE6\x9C\xAC"},
    {utf8_string, "\xF0\x9F\x90\xA7"},
    {utf8_string, ""},
    {utf8_string, "Acme, Inc."},
    {utf8_string, "a\\,b+c=d\"e\"<f>;#g"},
    {utf8_string, " blank "},
    {printable_string, "Contoso Ltd"},
    {printable_string, ""},
    {ia5_string, "a@example.com"},
    {t61_string, "Teletex"},
    {t61_string, "M\xFCller"},
    {bmp_string, std::string("\0B\0M\0P", 6)},
    {bmp_string, std::string("\0M\0\xFC\x65\xE5", 6)},
    {bmp_string, ""},
    {universal_string, std::string("\0\0\0U\0\0\x20\xAC", 8)},
};

/// Every value with every type of attribute, beside up to four others, two of them in one RDN now and then.
std::vector<MadeCertificate> certificates() {
  std::vector<MadeCertificate> made;
  for (std::size_t number = 0; number < values.size() * 12; ++number) {
    MadeName name;
    for (std::size_t part = 0; part <= number % 5; ++part) {
      const Value& value = values[(number + part * 7) % values.size()];
      // A multiple of three beside eight: OU and the like come twice.
      name.push_back({oids[(number / values.size() + part / 2 * 3) % oids.size()], value.bytes, value.type,
                      part > 0 && (number + part) % 3 == 0});
    }
    made.push_back({.subject = name, .issuer = MadeName(name.rbegin(), name.rend())});
  }
  return made;
}

/// As `-nameopt sep_multiline,sname,utf8` prints it: a line for each RDN.
std::string as_openssl(const std::string& title, const iis::DistinguishedName& name) {
  std::string text = title + "=";
  std::size_t last_rdn = 0;
  for (const iis::NameAttribute& attribute : name) {
    const bool joins = &attribute != &name.front() && attribute.rdn == last_rdn;
    text += (joins ? " + " : "\n    ") + short_names.at(attribute.oid) + "=" + attribute.value;
    last_rdn = attribute.rdn;
  }
  return text + "\n";
}

TEST_F(NamesAsOpenssl, AreTheSameInHundredsOfCertificates) {
  if (shell("command -v openssl") != 0) GTEST_SKIP() << "there is no openssl to compare with";
  std::string expected;
  std::size_t count = 0;
  for (const MadeCertificate& made : certificates()) {
    const std::string der = made_certificate(made);
    const auto read = iis::read_client_certificate(der);
    ASSERT_TRUE(read) << count;
    write_bytes(folder_ / (std::to_string(1000 + count++) + ".der"), der);
    expected += as_openssl("subject", read->subject) + as_openssl("issuer", read->issuer);
  }
  ASSERT_GE(count, 200U);
  ASSERT_EQ(shell("for f in *.der; do openssl x509 -inform DER -in $f -noout -subject -issuer "
                  "-nameopt sep_multiline,sname,utf8 || exit; done"),
            0)
      << read("err");
  EXPECT_EQ(read("out"), expected);
}

}  // namespace
}  // namespace certlift::test
