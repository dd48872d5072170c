#include "render/effect.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace certlift::render {
namespace {

using pipeline::Client;
using pipeline::Prediction;
using pipeline::SiteMatrix;

Prediction denied() {
  return {.outcomes = {{.status = "401.2"}}};
}

Prediction passed_as(const std::string& user) {
  return {.outcomes = {{.status = std::string(pipeline::passed), .user = user}}};
}

SiteMatrix site_of(const Client& client, const Prediction& now, const Prediction& after) {
  return {.site = "Shop",
          .clients = {std::make_shared<const Client>(client)},
          .paths = {{"Shop/A", "https://localhost/A", {{0, now, after}}}}};
}

TEST(Effect, NamesEachAnswerThatDiffers) {
  const std::vector effect{site_of({"CN=alice"}, denied(), passed_as("SHOP\\alice")),
                           site_of({"CN=bob"}, denied(), denied())};
  EXPECT_EQ(effect_lines(effect), std::vector<std::string>{"Shop/A with CN=alice: 401.2 → SHOP\\alice"});
}

TEST(Effect, SaysHowManyCertificatesItKnowsNothingOf) {
  SiteMatrix site = site_of({"CN=alice"}, denied(), passed_as("SHOP\\alice"));
  site.left_out = 3;
  EXPECT_TRUE(effect_text({{site}}, Answers::few).contains("and 3 mapped certificates that no answer was"));
}

TEST(Effect, HidesWhatIsEncrypted) {
  const std::string secret = "[enc:AesProvider:MTIzNDU2Nzg5MA==:enc]";
  const std::vector effect =
      masked({site_of({"CN=" + secret, secret}, passed_as(secret), passed_as("SHOP\\" + secret))});
  EXPECT_EQ(effect_text(effect, Answers::all).find(secret), std::string::npos);
  EXPECT_EQ(effect.front().clients.front()->user.find(secret), std::string::npos);
}

TEST(Effect, KeepsNamesOnOneLine) {
  const std::vector effect{site_of({"CN=a\nb"}, denied(), passed_as("x\ty"))};
  EXPECT_EQ(effect_lines(effect).front(), "Shop/A with CN=a\\nb: 401.2 → x\\ty");
}

}  // namespace
}  // namespace certlift::render
