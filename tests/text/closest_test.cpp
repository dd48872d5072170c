#include "text/closest.h"

#include <gtest/gtest.h>

#include <vector>

namespace certlift::text {
namespace {

const std::vector<std::string> known = {"check", "diff", "fix", "backups", "undo", "restore"};

TEST(Closest, FindsAWordWithASlip) {
  EXPECT_EQ(closest("chek", known), "check") << "a letter left out";
  EXPECT_EQ(closest("checkk", known), "check") << "a letter too many";
  EXPECT_EQ(closest("dift", known), "diff") << "another letter";
  EXPECT_EQ(closest("unod", known), "undo") << "two letters exchanged";
  EXPECT_EQ(closest("fxi", known), "fix") << "an exchange is one slip, not two";
}

TEST(Closest, HoldsBackWhereNothingIsNear) {
  EXPECT_EQ(closest("explode", known), std::nullopt);
  EXPECT_EQ(closest("dixx", known), std::nullopt) << "two slips are too many for four letters";
  EXPECT_EQ(closest("", known), std::nullopt);
  EXPECT_EQ(closest("x", {}), std::nullopt);
  EXPECT_EQ(closest("abc", std::vector<std::string>{"xyz", "ayz"}), std::nullopt);
  EXPECT_EQ(closest("a", std::vector<std::string>{"b"}), std::nullopt);
}

TEST(Closest, AllowsMoreSlipsInLongerWords) {
  EXPECT_EQ(closest("bakcpus", known), "backups");
  EXPECT_EQ(closest("reestoer", known), "restore");
}

TEST(Closest, MindsCaseOnlyAmongEquallyNearWords) {
  EXPECT_EQ(closest("CHECK", known), "check");
  EXPECT_EQ(closest("default web site", std::vector<std::string>{"Default FTP Site", "Default Web Site"}),
            "Default Web Site");
  EXPECT_EQ(closest("SITe", std::vector<std::string>{"site", "SITE"}), "SITE");
  EXPECT_EQ(closest("SITe", std::vector<std::string>{"SITE", "site"}), "SITE");
}

TEST(Closest, TakesTheNearestAndThenTheFirst) {
  EXPECT_EQ(closest("sites", std::vector<std::string>{"bites", "site", "kites"}), "bites");
  EXPECT_EQ(closest("shop-three", std::vector<std::string>{"shop-trhe", "shop-thre"}), "shop-thre");
}

TEST(Closest, CountsLettersAndNotBytes) {
  EXPECT_EQ(closest("Buro", std::vector<std::string>{"B\u00fcro"}), "B\u00fcro");
  EXPECT_EQ(closest("B\u00dcRO", std::vector<std::string>{"b\u00fcro"}), "b\u00fcro");
}

TEST(Closest, BearsWordsThatAreNotUtf8) {
  EXPECT_EQ(closest("ch\xE4"
                    "ck",
                    known),
            "check");
}

TEST(DidYouMean, IsPartOfASentence) {
  EXPECT_EQ(did_you_mean("chek", known), " (did you mean \"check\"?)");
  EXPECT_EQ(did_you_mean("explode", known), "");
}

}  // namespace
}  // namespace certlift::text
