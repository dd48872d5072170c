#include "iis/certificate.h"

#include <gtest/gtest.h>

#include <string>

namespace certlift::iis {
namespace {

// A self-signed certificate made for this test.
const std::string sound =
    "MIIBezCCASGgAwIBAgIUOaJvppyBy01jMiF9A5AXo4Mlnj8wCgYIKoZIzj0EAwIwEjEQMA4GA1UEAwwHY2xpZW50MTAgFw0y"
    "NjExMjIxMDAxNTlaGA8yMTI2MTAyOTEwMDE1OVowEjEQMA4GA1UEAwwHY2xpZW50MTBZMBMGByqGSM49AgEGCCqGSM49AwEH"
    "A0IABKV1/326rI+aollNwTXKqUpIl4LZRV7+TaPGBFZMdPYedri5k0SitWApj0Z6LNBNlwHG8HgSeBMR/8dVxBs1lDijUzBR"
    "MB0GA1UdDgQWBBSwhtLDHCpXT0/HD4hXFwbMWpPpGzAfBgNVHSMEGDAWgBSwhtLDHCpXT0/HD4hXFwbMWpPpGzAPBgNVHRMB"
    "Af8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIQCXWuyasPV7SSL5eI0lnynp74PV1fUdEnevmDFS6auaJgIgBrfFfrpFcp+n"
    "qozOQ4s4ThA43N2HGg+wbFY+83KMW2Q=";

TEST(Certificate, ReadsASoundOne) {
  const Certificate certificate = read_certificate(sound);
  EXPECT_EQ(certificate.state, CertificateState::sound);
  EXPECT_EQ(certificate.not_after, "2126-10-29");
}

TEST(Certificate, SeesThroughArmourAndWhiteSpaceButSaysSo) {
  for (const std::string& text : {"-----BEGIN CERTIFICATE-----\n" + sound + "\n-----END CERTIFICATE-----\n",
                                  "-----BEGIN CERTIFICATE----- " + sound + " -----END CERTIFICATE-----",
                                  sound.substr(0, 64) + " " + sound.substr(64), " " + sound, sound + "\n"}) {
    const Certificate certificate = read_certificate(text);
    EXPECT_EQ(certificate.state, CertificateState::wrapped) << text;
    EXPECT_EQ(certificate_identity(text), certificate_identity(sound)) << text;
    EXPECT_EQ(without_armour(text), sound);
  }
}

TEST(Certificate, TellsWhatIsNoBase64FromWhatIsNoCertificate) {
  for (const char* text : {"", "MIIFwjDw...O5U=", "###", "QQ"})
    EXPECT_EQ(read_certificate(text).state, CertificateState::not_base64) << text;
  EXPECT_EQ(read_certificate("QzE=").state, CertificateState::no_certificate);
  EXPECT_EQ(read_certificate(sound.substr(0, 400)).state, CertificateState::no_certificate);
}

TEST(Certificate, IsItsTextWhereItCannotBeDecoded) {
  EXPECT_EQ(certificate_identity("MII...x"), "MII...x");
  EXPECT_NE(certificate_identity("MII...x"), certificate_identity("MII...y"));
}

}  // namespace
}  // namespace certlift::iis
