#include "certlift.h"
#include "support/bytes.h"
#include "support/source_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <limits>
#include <memory>
#include <string>

namespace certlift::library {
namespace {

using nlohmann::json;
using testing::HasSubstr;

struct Close {
  void operator()(certlift_file* file) const { certlift_close(file); }
};
using Handle = std::unique_ptr<certlift_file, Close>;

Handle opened(const std::string& bytes, const char* request = nullptr) {
  return Handle(certlift_open(bytes.data(), bytes.size(), request));
}

std::string shop_config() {
  return test::read_bytes(test::project_path("tests/cli/shop.config"));
}

json checked(const std::string& bytes, const char* request = nullptr) {
  const Handle file = opened(bytes, request);
  return json::parse(certlift_check(file.get(), "json", nullptr));
}

TEST(CApi, HasTheVersionOfTheProgram) {
  EXPECT_STREQ(certlift_version(), CERTLIFT_VERSION);
  EXPECT_EQ(std::to_string(CERTLIFT_VERSION_MAJOR) + "." + std::to_string(CERTLIFT_VERSION_MINOR) + "." +
                std::to_string(CERTLIFT_VERSION_PATCH),
            CERTLIFT_VERSION);
}

TEST(CApi, ChecksAndFixesABuffer) {
  const std::string bytes = shop_config();
  const Handle file = opened(bytes);
  std::size_t size = 0;
  const char* text = certlift_fix(file.get(), "json", &size);
  ASSERT_NE(text, nullptr);
  EXPECT_EQ(std::string(text).size(), size) << "a NUL follows it";
  EXPECT_TRUE(json::parse(text)["targets"][0]["changed"].get<bool>());
  const char* fixed = certlift_fixed_bytes(file.get(), &size);
  ASSERT_NE(fixed, nullptr);
  const std::string after(fixed, size);
  EXPECT_NE(after, bytes);
  const Handle again = opened(after);
  EXPECT_EQ(std::string(certlift_fixed_bytes(again.get(), &size), size), after) << "it rests";
  EXPECT_THAT(certlift_check(file.get(), "html", nullptr), HasSubstr("<!doctype html>"));
}

TEST(CApi, FollowsTheRequest) {
  const json said = checked(shop_config(), R"({"path": "x/y.config", "only": ["late-certificate-request"],
      "skip": [], "sites": ["shop"], "accept": ["all"], "windows": 2022})");
  EXPECT_EQ(said["targets"][0]["path"], "x/y.config");
  for (const json& finding : said["targets"][0]["findings"])
    EXPECT_EQ(finding["rule"], "late-certificate-request");
}

TEST(CApi, SaysWhatIsWrongWithARequest) {
  const auto refusal = [](const char* request) {
    const json said = checked(shop_config(), request);
    EXPECT_EQ(said["exit_code"], 2) << request;
    return said["error"]["message"].get<std::string>();
  };
  EXPECT_THAT(refusal(""), HasSubstr("it is no JSON object"));
  EXPECT_THAT(refusal("[]"), HasSubstr("it is no JSON object"));
  EXPECT_THAT(refusal(R"({"acept": []})"), HasSubstr("unknown key \"acept\" (did you mean \"accept\"?)"));
  EXPECT_THAT(refusal(R"({"accept": "all"})"), HasSubstr("\"accept\" takes an array of strings"));
  EXPECT_THAT(refusal(R"({"accept": [1]})"), HasSubstr("\"accept\" takes an array of strings"));
  EXPECT_THAT(refusal(R"({"accept": ["widens-acces"]})"), HasSubstr("(did you mean \"widens-access\"?)"));
  EXPECT_THAT(refusal(R"({"only": ["nothing"]})"), HasSubstr("unknown rule \"nothing\""));
  EXPECT_THAT(refusal(R"({"windows": 2012})"), HasSubstr("2016, 2019, 2022 or 2025"));
  EXPECT_THAT(refusal(R"({"path": ""})"), HasSubstr("a string that is not empty"));
}

TEST(CApi, MakesNothingOfNothing) {
  EXPECT_EQ(certlift_open("", std::numeric_limits<std::size_t>::max(), nullptr), nullptr);
  std::size_t size = 1;
  EXPECT_EQ(certlift_check(nullptr, "json", &size), nullptr);
  EXPECT_EQ(size, 0u);
  EXPECT_EQ(certlift_fixed_bytes(nullptr, &size), nullptr);
  certlift_close(nullptr);
  const Handle file = opened(shop_config());
  EXPECT_EQ(certlift_check(file.get(), "xml", &size), nullptr);
  EXPECT_EQ(certlift_check(file.get(), nullptr, &size), nullptr);
  const Handle empty(certlift_open(nullptr, 0, nullptr));
  EXPECT_EQ(json::parse(certlift_check(empty.get(), "json", nullptr))["exit_code"], 3);
  EXPECT_EQ(certlift_fixed_bytes(empty.get(), &size), nullptr);
}

TEST(CApi, TellsNoSecret) {
  const std::string bytes = test::read_bytes(test::project_path("tests/cli/shop.config"));
  const Handle file = opened(bytes);
  for (const char* secret : {"[enc:", "Spring2019"}) {
    ASSERT_THAT(bytes, HasSubstr(secret));
    for (const char* format : {"json", "html"}) {
      EXPECT_EQ(std::string(certlift_check(file.get(), format, nullptr)).find(secret), std::string::npos);
      EXPECT_EQ(std::string(certlift_fix(file.get(), format, nullptr)).find(secret), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace certlift::library
