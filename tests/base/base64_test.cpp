#include "base/base64.h"

#include <gtest/gtest.h>

#include <random>

namespace certlift {
namespace {

// RFC 4648, section 10.
TEST(Base64, KnowsTheStandardsAnswers) {
  const std::pair<const char*, const char*> answers[] = {{"", ""},
                                                         {"f", "Zg=="},
                                                         {"fo", "Zm8="},
                                                         {"foo", "Zm9v"},
                                                         {"foob", "Zm9vYg=="},
                                                         {"fooba", "Zm9vYmE="},
                                                         {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : answers) {
    EXPECT_EQ(encode_base64(bytes), text);
    EXPECT_EQ(decode_base64(text), bytes);
  }
}

TEST(Base64, ComesBackWhateverTheBytes) {
  std::mt19937 random(7);
  for (std::size_t size = 0; size < 200; ++size) {
    std::string bytes(size, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    EXPECT_EQ(decode_base64(encode_base64(bytes)), bytes) << size;
  }
}

TEST(Base64, LeavesOutDigitsThatMakeNoByte) {
  for (const char* text : {"Zm9vY", "Zm9vYg", "Zm9v=", "Zm9vY==", "Zm9vYg="})
    EXPECT_EQ(decode_base64(text), "foo") << text;
  for (const char* text : {"Z", "Zg", "Zg=", "=", "=="}) EXPECT_EQ(decode_base64(text), "") << text;
  EXPECT_EQ(decode_base64("Zm8=="), "fo");
  EXPECT_EQ(decode_base64("Zh=="), "f") << "bits that belong to no byte";
}

TEST(Base64, RefusesEverythingElse) {
  for (const char* text :
       {"Zm9v===", "Zg==Zg==", "Z=g=", "Zm 9v", "Zm9v\n", "Zm9-", "Zm9_", "\xC3\xA4m9v", "Zm9.", "####"})
    EXPECT_EQ(decode_base64(text), std::nullopt) << text;
  EXPECT_EQ(decode_base64(std::string_view("Zm\0v", 4)), std::nullopt);
}

}  // namespace
}  // namespace certlift
