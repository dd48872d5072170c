#include "pipeline/rule_match.h"

#include "support/made_certificate.h"

#include <gtest/gtest.h>

#include <string>

namespace certlift::pipeline {
namespace {

iis::ClientCertificate certificate_of(test::MadeName subject) {
  return iis::read_client_certificate(test::made_certificate({.subject = std::move(subject)})).value();
}

Match match_cn(std::string_view criteria, const std::string& cn, bool is_case_sensitive = true) {
  return match({"Subject", "CN", criteria, is_case_sensitive},
               certificate_of({{.oid = "2.5.4.3", .value = cn}}));
}

TEST(RuleMatch, ComparesThePartThatItNames) {
  const auto alice = certificate_of(test::made_name("C=DE, O=Contoso, OU=Sales, CN=alice"));
  EXPECT_EQ(match({"Subject", "O", "Contoso"}, alice).fit, Fit::yes);
  EXPECT_EQ(match({"1", "O", "Contoso"}, alice).fit, Fit::yes);
  EXPECT_EQ(match({"Subject", "O", "Sales"}, alice).fit, Fit::no);
  EXPECT_EQ(match({"Issuer", "CN", "Shop CA"}, alice).fit, Fit::yes);
  EXPECT_EQ(match({"2", "CN", "alice"}, alice).fit, Fit::no);
  EXPECT_EQ(match({"Subject", "L", "Berlin"}, alice).fit, Fit::no) << "it has none";
}

TEST(RuleMatch, HeedsTheCaseIfToldTo) {
  EXPECT_EQ(match_cn("Alice", "alice").fit, Fit::no);
  EXPECT_EQ(match_cn("Alice", "alice", false).fit, Fit::yes);
  EXPECT_EQ(match_cn("M\xC3\x9CLLER*", "m\xC3\xBCller ag", false).fit, Fit::yes);
}

TEST(RuleMatch, TakesAnAsteriskAtAnEndForAnything) {
  for (const char* criteria : {"al*", "*ice", "*lic*", "*", "alice*", "**"})
    EXPECT_EQ(match_cn(criteria, "alice").fit, Fit::yes) << criteria;
  for (const char* criteria : {"bo*", "*bo", "*bo*", "alice2*", "ice*", "*al"})
    EXPECT_EQ(match_cn(criteria, "alice").fit, Fit::no) << criteria;
}

TEST(RuleMatch, DoesNotKnowWhatIsNotDocumented) {
  const auto twice = certificate_of(test::made_name("OU=a, OU=b"));
  const auto alice = certificate_of(test::made_name("CN=alice"));
  const auto teletex = certificate_of({{.oid = "2.5.4.3", .value = "M\xFCller", .type = 0x14}});
  for (const Match& one : {match_cn("a*e", "alice"), match_cn("alic?", "alice"),
                           match({"Subject", "OU", "a"}, twice), match({"Subject", "cn", "alice"}, alice),
                           match({"Subject", "Email", "alice"}, alice), match({"Subject", "O", "*"}, alice),
                           match({"3", "CN", "alice"}, alice), match({"Subject", "CN", "Muller"}, teletex)}) {
    EXPECT_EQ(one.fit, Fit::unknown);
    EXPECT_EQ(one.why, Unknown::pattern);
  }
}

/// The rules of a mapping, as XML, against CN=alice, O=Contoso.
Match match_rules(const std::string& rules) {
  const std::string text =
      "<configuration><system.webServer><security><authentication><iisClientCertificateMappingAuthentication>"
      "<manyToOneMappings><add name='m' userName='u'>" +
      rules +
      "</add></manyToOneMappings></iisClientCertificateMappingAuthentication></authentication></security>"
      "</system.webServer></configuration>";
  const auto document = xml::Document::parse(text).value();
  const iis::HostConfig config(document);
  const auto stored = config.stored_at(iis::section::iis_certificate_mapping, "");
  return match(iis::mapping_section(config, stored.front()).mappings.front(),
               certificate_of(test::made_name("O=Contoso, CN=alice")));
}

TEST(RuleMatch, TellsOfSeveralRulesWhatHoldsWhetherAllMustHoldOrOne) {
  const std::string cn = "<add certificateField='Subject' certificateSubField='CN' matchCriteria='alice'/>";
  const std::string o = "<add certificateField='Subject' certificateSubField='O' matchCriteria='Contoso'/>";
  const std::string other = "<add certificateField='Subject' certificateSubField='O' matchCriteria='x'/>";
  const std::string third = "<add certificateField='Subject' certificateSubField='CN' matchCriteria='x'/>";
  EXPECT_EQ(match_rules("<rules>" + cn + o + "</rules>").fit, Fit::yes);
  EXPECT_EQ(match_rules("<rules>" + other + third + "</rules>").fit, Fit::no);
  EXPECT_EQ(match_rules("<rules>" + other + "<clear/>" + cn + "</rules>").fit, Fit::yes);
  const Match mixed = match_rules("<rules>" + cn + other + "</rules>");
  EXPECT_EQ(mixed.fit, Fit::unknown);
  EXPECT_EQ(mixed.why, Unknown::rules_together);
}

TEST(RuleMatch, DoesNotKnowWhatAMappingWithoutRulesMatches) {
  for (const char* rules : {"", "<rules/>",
                            "<rules><add certificateField='Subject' certificateSubField='CN' "
                            "matchCriteria='alice'/><clear/></rules>"}) {
    EXPECT_EQ(match_rules(rules).fit, Fit::unknown);
    EXPECT_EQ(match_rules(rules).why, Unknown::no_rules);
  }
}

}  // namespace
}  // namespace certlift::pipeline
