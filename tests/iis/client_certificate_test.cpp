#include "iis/client_certificate.h"

#include "support/made_certificate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace certlift::iis {
namespace {

using test::armoured;
using test::der_element;
using test::made_certificate;
using test::MadeCertificate;
using testing::HasSubstr;

std::string fault_of(const std::string& bytes) {
  const auto read = read_certificate_file(bytes);
  return read ? "" : read.error().message;
}

TEST(ClientCertificate, SaysWhoseItIsHowLongAndWhatFor) {
  MadeCertificate made;
  made.subject = test::made_name("C=DE, O=Contoso, CN=alice");
  made.extended_key_usage = {"1.3.6.1.5.5.7.3.1"};
  const auto read = read_client_certificate(made_certificate(made));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(shown_name(read->subject), "CN=alice, O=Contoso, C=DE");
  EXPECT_EQ(shown_name(read->issuer), "CN=Shop CA");
  EXPECT_EQ(read->not_before, "2025-01-01");
  EXPECT_EQ(read->not_after, "2050-01-01");
  EXPECT_EQ(read->usage, ClientUsage::not_allowed);
  EXPECT_FALSE(read->is_self_issued);
}

TEST(ClientCertificate, AllowsClientsWhereNothingIsSaidOrItIs) {
  MadeCertificate made;
  EXPECT_EQ(read_client_certificate(made_certificate(made))->usage, ClientUsage::unrestricted);
  made.extended_key_usage = {"1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"};
  made.issuer = made.subject;
  const auto read = read_client_certificate(made_certificate(made));
  EXPECT_EQ(read->usage, ClientUsage::allowed);
  EXPECT_TRUE(read->is_self_issued);
}

TEST(CertificateFile, IsReadInEveryForm) {
  const std::string der = made_certificate({});
  const std::string pem = armoured(der, "CERTIFICATE");
  const std::string other =
      armoured(made_certificate({.subject = test::made_name("CN=other")}), "CERTIFICATE");
  const std::string base64 = pem.substr(28, pem.size() - 28 - 26);
  const std::string content = der_element(0x30, der_element(0x06, "\x2A\x86\x48\x86\xF7\x0D\x01\x07\x01"));
  const std::string pkcs7 = der_element(
      0x30,
      der_element(0x06, "\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02") +
          der_element(0xA0, der_element(0x30, der_element(0x02, "\x01") + der_element(0x31, "") + content +
                                                  der_element(0xA0, der) + der_element(0x31, ""))));
  for (const std::string& bytes : {der, pem, base64, pem + other, "Bag Attributes\n" + pem, pkcs7,
                                   armoured(pkcs7, "PKCS7"), armoured("key", "PRIVATE KEY") + pem}) {
    const auto read = read_certificate_file(bytes);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(shown_name(read->subject), "CN=alice");
    EXPECT_EQ(read->der, der);
  }
}

TEST(CertificateFile, IsNamedForWhatItIsInstead) {
  const std::string zero = der_element(0x02, std::string(1, '\0'));
  EXPECT_THAT(fault_of(""), HasSubstr("is empty"));
  EXPECT_THAT(fault_of(" \n"), HasSubstr("is empty"));
  EXPECT_THAT(fault_of(armoured("key", "PRIVATE KEY")), HasSubstr("private key"));
  EXPECT_THAT(fault_of(armoured("key", "RSA PRIVATE KEY")), HasSubstr("private key"));
  EXPECT_THAT(fault_of(der_element(0x30, zero + der_element(0x30, ""))), HasSubstr("is a private key"));
  EXPECT_THAT(fault_of(der_element(0x30, der_element(0x02, "\x03") + der_element(0x30, ""))),
              HasSubstr("openssl pkcs12 -in FILE"));
  EXPECT_THAT(fault_of(armoured("r", "CERTIFICATE REQUEST")), HasSubstr("(CSR)"));
  EXPECT_THAT(fault_of(der_element(0x30, der_element(0x30, zero))), HasSubstr("(CSR)"));
  for (const std::string text : {"hello", "\x30", "\x30\x82", "\x30\x84\xFF\xFF\xFF\xFF"})
    EXPECT_THAT(fault_of(text), HasSubstr("holds no certificate")) << text;
  EXPECT_THAT(fault_of("-----BEGIN CERTIFICATE-----\n#\n-----END CERTIFICATE-----"), HasSubstr("damaged"));
}

TEST(CertificateFile, IsReadWithoutFailureWhereverItEnds) {
  const std::string der = made_certificate({});
  for (std::size_t length = 0; length < der.size(); ++length)
    EXPECT_FALSE(read_certificate_file(der.substr(0, length))) << length;
}

}  // namespace
}  // namespace certlift::iis
