#include "pipeline/status.h"

#include "engine/registry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace certlift::pipeline {
namespace {

using testing::HasSubstr;

TEST(Status, NamesOnlyRulesThatThereAre) {
  for (const Status& status : statuses()) {
    EXPECT_FALSE(status.causes.empty()) << status.code;
    for (const Cause& cause : status.causes)
      EXPECT_TRUE(cause.rule.empty() ||
                  std::ranges::count(engine::registry(), cause.rule, &engine::Transform::id) == 1)
          << cause.rule;
  }
}

TEST(Status, IsThereForWhatAnErrorComesWith) {
  for (const ErrorNumber& number : error_numbers())
    EXPECT_TRUE(std::ranges::any_of(statuses(), [&](const Status& status) {
      return number.statuses.contains(status.code);
    })) << number.name;
}

TEST(ErrorNumber, IsKnownInEverySpelling) {
  for (const char* word : {"0x80070032", "2147942450", "-2147024846", "50", "0X32"}) {
    ASSERT_NE(error_number(word), nullptr) << word;
    EXPECT_EQ(error_number(word)->name, "ERROR_NOT_SUPPORTED") << word;
  }
  EXPECT_EQ(error_number("-1073741715")->name, "STATUS_LOGON_FAILURE");
  for (const char* word : {"", "0x", "401", "99999999999999999999", "4294967346", "50x", "reset", "-"})
    EXPECT_EQ(error_number(word), nullptr) << word;
}

TEST(ErrorNumber, IsExplainedInTheSpellingsOfLogs) {
  EXPECT_EQ(hexadecimal(0x80070032), "0x80070032");
  EXPECT_THAT(explanation_of(*error_number("50")), HasSubstr("2147942450 or 50"));
  EXPECT_THAT(explanation_of(*error_number("0xC000006D")), HasSubstr("or -1073741715"));
}

}  // namespace
}  // namespace certlift::pipeline
