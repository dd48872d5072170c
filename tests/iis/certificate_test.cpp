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
  EXPECT_EQ(certificate.not_before, "2026-11-22");
  EXPECT_EQ(certificate.not_after, "2126-10-29");
  EXPECT_EQ(certificate.usual_text, "") << "it is written so";
}

TEST(Certificate, SeesThroughArmourAndWhiteSpaceButSaysSo) {
  for (const std::string& text : {"-----BEGIN CERTIFICATE-----\n" + sound + "\n-----END CERTIFICATE-----\n",
                                  "-----BEGIN CERTIFICATE----- " + sound + " -----END CERTIFICATE-----",
                                  sound.substr(0, 64) + " " + sound.substr(64), " " + sound, sound + "\n"}) {
    const Certificate certificate = read_certificate(text);
    EXPECT_EQ(certificate.state, CertificateState::wrapped) << text;
    EXPECT_EQ(certificate.usual_text, sound) << text;
    EXPECT_EQ(without_armour(text), sound);
  }
}

TEST(Certificate, TellsWhatIsNoBase64FromWhatIsNoCertificate) {
  for (const char* text : {"MIIFwjDw...O5U=", "###", "QQ"})
    EXPECT_EQ(read_certificate(text).state, CertificateState::not_base64) << text;
  EXPECT_EQ(read_certificate("QzE=").state, CertificateState::no_certificate);
  EXPECT_EQ(read_certificate(sound.substr(0, 400)).state, CertificateState::no_certificate);
}

TEST(Certificate, KnowsAThumbprintWithWhatIsCopiedAlong) {
  const std::string sha1 = "a9993e364706816aba3e25717850c26c9cd0d89D";
  const std::string rest = sha1.substr(2);
  for (const std::string& text : {sha1, "A9 " + rest, "a9:" + rest, "a9\t\r\n" + rest, "\u200E" + sha1,
                                  "\u200F" + sha1, "\uFEFF" + sha1, sha1 + "\u200B", " " + sha1})
    EXPECT_EQ(read_certificate(text).state, CertificateState::sha1_thumbprint) << text;
  const std::string sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  EXPECT_EQ(read_certificate("\u200E" + sha256).state, CertificateState::sha256_thumbprint);
  for (const std::string& text : {sha1.substr(1), sha1 + "0", sha1.substr(1) + "g", sha256.substr(2),
                                  "-" + rest, sha1 + std::string(600, ' ')}) {
    const auto state = read_certificate(text).state;
    EXPECT_NE(state, CertificateState::sha1_thumbprint) << text;
    EXPECT_NE(state, CertificateState::sha256_thumbprint) << text;
  }
}

TEST(Certificate, KnowsThatNothingWasEntered) {
  for (const char* text : {"", "  ", "\u200E", "\r\n"})
    EXPECT_EQ(read_certificate(text).state, CertificateState::empty) << text;
}

TEST(Certificate, IsNotTakenForNoneWhereMemoryWasLacking) {
  for (const int code :
       {-0x2880, -0x006A, -0x2880 - 0x006A, -0x2400 - 0x006A, -0x3F80, -0x4D80, -0x3B00 - 0x0010})
    EXPECT_TRUE(means_lack_of_memory(code)) << code;
  for (const int code : {0, -0x2180, -0x2180 - 0x0060, -0x0062, -0x2400 - 0x0066})
    EXPECT_FALSE(means_lack_of_memory(code)) << code;
}

TEST(Certificate, SaysWhatBelongsInPlaceOfAThumbprint) {
  EXPECT_NE(what_was_entered(CertificateState::sha1_thumbprint).find("SHA-1 thumbprint (40 hex"),
            std::string::npos);
  EXPECT_NE(what_was_entered(CertificateState::sha256_thumbprint).find("SHA-256 thumbprint (64"),
            std::string::npos);
  EXPECT_NE(what_was_entered(CertificateState::empty).find("empty"), std::string::npos);
  for (const auto state :
       {CertificateState::sha1_thumbprint, CertificateState::sha256_thumbprint, CertificateState::empty})
    EXPECT_TRUE(what_was_entered(state).ends_with(
        "the base64 of the certificate itself (DER) belongs there, in one line; PowerShell prints it"));
  for (const auto state : {CertificateState::sound, CertificateState::wrapped, CertificateState::not_base64,
                           CertificateState::no_certificate})
    EXPECT_EQ(what_was_entered(state), "");
}

TEST(Certificate, HasOneUsualTextHoweverItsBase64IsWritten) {
  for (const char* text : {"QzF=", " QzE=", "QzE==", "Q\nzE="})
    EXPECT_EQ(read_certificate(text).usual_text, "QzE=") << text;
  EXPECT_EQ(read_certificate("QzE=").usual_text, "") << "it is written so";
  EXPECT_EQ(read_certificate("MII...x").usual_text, "") << "no base64";
}

}  // namespace
}  // namespace certlift::iis
