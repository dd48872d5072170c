#include "logs/verdict.h"

#include "logs/sources.h"
#include "logs/trace_reader.h"
#include "support/made_trace.h"

#include <gtest/gtest.h>

#include <string>

namespace certlift::logs {
namespace {

using test::MadeTrace;

constexpr const char* mapping_module = "IISCertificateMappingAuthenticationModule";

Trace trace_of(const std::string& text) {
  auto trace = read_trace(test::source_of(text));
  EXPECT_TRUE(trace) << trace.error().message;
  return trace ? *trace : Trace{};
}

Judgement judgement_of(const std::string& text) {
  return judge(trace_of(text));
}

std::string verdict_of(const std::string& text) {
  return std::string(name_of(judgement_of(text).verdict));
}

TEST(Verdict, OfTheArticlesFailingRequestIsThatNoModuleSetAUser) {
  const Judgement judgement = judgement_of(test::failing_trace());
  EXPECT_EQ(judgement.verdict, Verdict::no_user_set);
  EXPECT_EQ(judgement.module, "IIS Web Core");
  EXPECT_EQ(judgement.user, std::nullopt);
  EXPECT_EQ(judgement.is_certificate_setup, true);
  EXPECT_EQ(judgement.is_first_leg, false);
}

TEST(Verdict, OfTheArticlesSucceedingRequestIsWhoSetTheUser) {
  const Judgement judgement = judgement_of(test::mapped_trace());
  EXPECT_EQ(judgement.verdict, Verdict::user_set);
  EXPECT_EQ(judgement.module, mapping_module);
  EXPECT_EQ(judgement.user, "Pingu-IIS.Local-User");
}

TEST(Verdict, SaysWhenTheAnonymousUserTookIt) {
  const Judgement judgement = judgement_of(test::anonymous_trace());
  EXPECT_EQ(judgement.verdict, Verdict::anonymous);
  EXPECT_EQ(judgement.module, "AnonymousAuthenticationModule");
  EXPECT_EQ(judgement.user, "");
}

TEST(Verdict, KnowsTheFirstLegOfWindowsAuthenticationByItsChallenge) {
  MadeTrace trace({.url = "https://a/"});
  trace.start().first_modules().looks(mapping_module, 128).looks("AnonymousAuthenticationModule", 1);
  trace.error("IIS Web Core", 2, 401, 2, 0x80070005).challenge("WindowsAuthenticationModule").end();
  const Judgement judgement = judgement_of(trace.text());
  EXPECT_EQ(judgement.verdict, Verdict::no_user_set);
  EXPECT_EQ(judgement.is_first_leg, true);
  EXPECT_EQ(judgement.is_certificate_setup, false);
  EXPECT_EQ(trace_of(trace.text()).challenges, std::vector<std::string>{"WindowsAuthenticationModule"});
}

TEST(Verdict, SaysThatNoCertificateComesOverHttp) {
  MadeTrace trace({.url = "http://a/"});
  trace.start().looks(mapping_module, 128).error("IIS Web Core", 2, 401, 2, 0x80070005).end();
  EXPECT_TRUE(judgement_of(trace.text()).is_over_http);
  EXPECT_EQ(judgement_of(trace.text()).is_certificate_setup, false);
}

TEST(Verdict, MissesTheModuleThatMapsCertificates) {
  MadeTrace trace({});
  trace.start().first_modules().error("IIS Web Core", 2, 401, 2, 0x80070005).end();
  EXPECT_TRUE(judgement_of(trace.text()).lacks_mapping_module);
}

TEST(Verdict, OfAFailedLogonNamesTheModule) {
  MadeTrace trace({.status = "401.1"});
  trace.start().call(mapping_module).event(test::authentication_area, 10, 4, {{"AuthTypeSupported", "128"}});
  trace.event(test::authentication_area, 28, 4, {}).error(mapping_module, 2, 401, 1, 0x8007052E);
  trace.back(mapping_module).end();
  const Judgement judgement = judgement_of(trace.text());
  EXPECT_EQ(judgement.verdict, Verdict::logon_failed);
  EXPECT_EQ(judgement.module, mapping_module);
  EXPECT_EQ(judgement.is_first_leg, false);
  const ModuleCall call = trace_of(trace.text()).decisive().calls.front();
  EXPECT_EQ(call.deed, Deed::logon_failed);
  EXPECT_EQ(call.error, 0x8007052EU);
}

TEST(Verdict, KnowsAHandshakeThatIsHalfWay) {
  MadeTrace trace({.status = "401.1"});
  trace.start().call("WindowsAuthenticationModule").event(test::authentication_area, 23, 4, {});
  trace.error("WindowsAuthenticationModule", 2, 401, 1, 0x8009030E).back("WindowsAuthenticationModule").end();
  EXPECT_EQ(judgement_of(trace.text()).is_first_leg, true);
}

TEST(Verdict, OfAccessFlagsNeedsNoStage) {
  for (const unsigned sub_status : {4U, 5U, 7U, 12U, 13U, 16U, 17U}) {
    MadeTrace trace({.status = "403." + std::to_string(sub_status)});
    trace.start().error("IIS Web Core", 1, 403, sub_status, 0x80070005).end();
    EXPECT_EQ(verdict_of(trace.text()), "denied-by-access-flags");
  }
  MadeTrace other({.status = "403.14"});
  other.start().call("X", 128).back("X", 128).error("DirectoryListingModule", 128, 403, 14, 0).end();
  EXPECT_EQ(verdict_of(other.text()), "too-poor") << "a 403 that other modules answer";
}

TEST(Verdict, OfABrokenConfigurationNamesFileAndLine) {
  MadeTrace trace({.status = "500.19"});
  trace.start().error("RequestFilteringModule", 1, 500, 19, 0x800700B7,
                      "\\\\?\\C:\\inetpub\\shop\\web.config ( 8) :p4ssword-of-alice\r\n");
  trace.error("RequestFilteringModule", 536870912, 500, 19, 0x800700B7).end();
  EXPECT_EQ(verdict_of(trace.text()), "configuration-broken");
  const auto error = trace_of(trace.text()).first_error.value_or(ErrorStatus{});
  EXPECT_EQ(error.config_file, "C:\\inetpub\\shop\\web.config");
  EXPECT_EQ(error.config_line, 8U);
}

TEST(Verdict, SaysWhenTheRequestEndedBeforeAuthentication) {
  MadeTrace trace({.status = "404.11"});
  trace.start().call("RequestFilteringModule", 1).error("RequestFilteringModule", 1, 404, 11, 0);
  trace.back("RequestFilteringModule", 1).end();
  EXPECT_EQ(verdict_of(trace.text()), "not-reached");
}

TEST(Verdict, IsTooPoorWhereTheEventsThatTellWereNotTraced) {
  EXPECT_EQ(verdict_of(MadeTrace({.status = "404"}).start().end().text()), "too-poor");
  EXPECT_EQ(verdict_of(MadeTrace({.status = "401.2"}).start().end().text()), "too-poor");
}

TEST(Verdict, IsThatOfTheFirstUserWhereAChildRequestAuthenticatesAgain) {
  MadeTrace trace(
      {.status = "200", .user_attributes = " userName=\"WEB01\\bob\"", .authentication = "Negotiate"});
  trace.start().first_modules().sets("WindowsAuthenticationModule", 4, "WEB01\\bob", "Negotiate");
  trace.call("DefaultDocumentModule", 128).child("https://a/index.html");
  trace.sets("AnonymousAuthenticationModule", 1, "", "").child_end().back("DefaultDocumentModule", 128).end();
  const Judgement judgement = judgement_of(trace.text());
  EXPECT_EQ(judgement.verdict, Verdict::user_set);
  EXPECT_EQ(judgement.module, "WindowsAuthenticationModule");
  EXPECT_EQ(trace_of(trace.text()).stages.size(), 2U);
  EXPECT_EQ(trace_of(trace.text()).stages.back().level, 1U);
}

TEST(Verdict, GoesByNumbersWhateverTheLanguage) {
  std::string text = test::failing_trace();
  for (const std::string word : {"en-US", "AUTH_START", "NOTIFY_MODULE_START", "Unauthorized", "It worked"})
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at))
      text.replace(at, word.size(), "\u00E4\u00F6\u00FC");
  EXPECT_EQ(verdict_of(text), "no-user-set");
}

TEST(Verdict, IsNotDisturbedByOtherProvidersAndDuplicates) {
  MadeTrace trace({});
  trace.start().event("82ADEAD7-12B2-4781-BDCA-5A4B6C757191", 16, 3, {{"ModuleName", "AspNetCore"}});
  trace.first_modules().looks(mapping_module, 128).looks("AnonymousAuthenticationModule", 1);
  trace.error("IIS Web Core", 2, 401, 2, 0x80070005).error("IIS Web Core", 2, 401, 2, 0x80070005).end();
  EXPECT_EQ(verdict_of(trace.text()), "no-user-set");
}

}  // namespace
}  // namespace certlift::logs
