#include "pipeline/access_matrix.h"

#include "base/base64.h"
#include "pipeline/simulate.h"
#include "support/bytes.h"
#include "support/made_certificate.h"
#include "support/source_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace certlift::pipeline {
namespace {

using testing::ElementsAre;

std::string certificate_of(const std::string& cn) {
  return encode_base64(test::made_certificate({.subject = test::made_name("CN=" + cn)}));
}

std::string one_to_one(const std::string& users) {
  std::string mappings;
  for (const char user : users)
    mappings += "<add userName='" + std::string(1, user) + "' password='p' certificate='" +
                certificate_of(std::string(1, user)) + "'/>";
  return "<system.webServer><security><authentication><iisClientCertificateMappingAuthentication "
         "enabled='true'>"
         "<oneToOneMappings>" +
         mappings +
         "</oneToOneMappings></iisClientCertificateMappingAuthentication></authentication></security>" +
         "</system.webServer>";
}

/// Sites S0, S1, ... with an application each that requires certificates; the mappings are put in at `place`.
std::string sites(std::size_t count, const std::string& at_site, const std::string& at_server = "") {
  std::string rows, locations;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string name = "S" + std::to_string(i);
    rows += "<site name='" + name +
            "'><application path='/'/><application path='/App'/><bindings><binding protocol='https' "
            "bindingInformation='*:443:" +
            name + ".example'/></bindings></site>";
    locations +=
        "<location path='" + name +
        "/App'><system.webServer><security><access sslFlags='Ssl, SslNegotiateCert, SslRequireCert'/>"
        "<authentication><anonymousAuthentication enabled='false'/></authentication></security>"
        "</system.webServer></location><location path='" +
        name + "'>" + at_site + "</location>";
  }
  return "<configuration><system.applicationHost><sites>" + rows + "</sites></system.applicationHost>" +
         at_server + locations + "</configuration>";
}

std::vector<SiteMatrix> matrix_of(const std::string& now, const std::string& after,
                                  const MatrixFilter& filter = {}) {
  const auto before_document = xml::Document::parse(now).value(),
             after_document = xml::Document::parse(after).value();
  std::vector<SiteMatrix> matrix;
  visit_access_matrix(iis::HostConfig(before_document), iis::HostConfig(after_document), filter,
                      [&](SiteMatrix site) { matrix.push_back(std::move(site)); });
  return matrix;
}

std::vector<std::string> answers_at(const SiteMatrix& site, std::size_t path) {
  std::vector<std::string> answers;
  for (const MatrixCell& cell : site.paths.at(path).cells) {
    const Outcome& outcome = cell.after.outcomes.front();
    answers.push_back(site.clients[cell.client]->name + ": " + outcome.user.value_or(outcome.status));
  }
  return answers;
}

TEST(AccessMatrix, HasEveryMappedCertificateAnotherOneAndNone) {
  const std::string text = sites(1, one_to_one("ab"));
  const auto matrix = matrix_of(text, text);
  ASSERT_EQ(matrix.size(), 1U);
  ASSERT_EQ(matrix.front().paths.size(), 2U) << "the site, which maps, and the application, which requires";
  EXPECT_EQ(matrix.front().paths[1].path, "S0/App");
  EXPECT_THAT(
      answers_at(matrix.front(), 1),
      ElementsAre("CN=a: a", "CN=b: b", "a certificate without mapping: 401.2", "no certificate: 403.7"));
}

TEST(AccessMatrix, HoldsBothAnswersWhereTheyDiffer) {
  const auto matrix = matrix_of(sites(1, ""), sites(1, one_to_one("a")));
  const MatrixCell& stranger = matrix.front().paths.front().cells.front();
  EXPECT_EQ(stranger.now.outcomes.front().status, "401.2");
  EXPECT_TRUE(same_answer(stranger.now, stranger.after));
}

TEST(AccessMatrix, KeepsApartWhatIsLoadedAtOnePathAndAtAnother) {
  std::string text =
      sites(2, one_to_one("a"),
            "<system.webServer><modules><add name='IISCertificateMappingAuthenticationModule'/>"
            "<add name='AnonymousAuthenticationModule'/></modules></system.webServer>");
  text.insert(text.rfind("</configuration>"),
              "<location path='S1/App'><system.webServer><modules>"
              "<remove name='IISCertificateMappingAuthenticationModule'/></modules></system.webServer>"
              "</location>");
  const auto matrix = matrix_of(text, text);
  ASSERT_EQ(matrix.size(), 2U);
  EXPECT_EQ(answers_at(matrix[0], 1).front(), "CN=a: a");
  EXPECT_EQ(answers_at(matrix[1], 1).front(), "CN=a: 401.2");
}

TEST(AccessMatrix, ShowsWhatIsWanted) {
  const std::string text = sites(3, one_to_one("ab"));
  EXPECT_EQ(matrix_of(text, text, {.sites = {"s1"}}).size(), 1U);
  EXPECT_EQ(matrix_of(text, text, {.path = "S2/App"}).front().paths.size(), 1U);
  const auto of_b = matrix_of(text, text, {.path = "S0/App", .user = "B"});
  EXPECT_THAT(answers_at(of_b.front(), 0), ElementsAre("CN=b: b"));
  const auto few = matrix_of(text, text, {.most_certificates = 1});
  EXPECT_EQ(few.front().left_out, 1U);
  EXPECT_EQ(few.front().clients.size(), 3U);
}

TEST(AccessMatrix, AnswersAsSingleRequestsAreAnswered) {
  const std::vector<std::string> texts{
      sites(2, one_to_one("ab")), sites(2, "", one_to_one("abc")),
      test::read_bytes(test::project_path("examples/sub-application/applicationHost.config")),
      test::read_bytes(test::project_path("tests/cli/shop.config"))};
  for (const std::string& text : texts) {
    const auto document = xml::Document::parse(text).value();
    const iis::HostConfig config(document);
    visit_access_matrix(config, config, {}, [&](const SiteMatrix& site) {
      for (const MatrixPath& path : site.paths)
        for (const MatrixCell& cell : path.cells) {
          Request request{.url = read_url(path.url).value()};
          const auto& certificate = site.clients[cell.client]->certificate;
          if (certificate) request.certificate = &*certificate;
          const auto single = simulate(config, request);
          ASSERT_TRUE(single) << path.url;
          EXPECT_TRUE(same_answer(*single, cell.now)) << path.url << " " << site.clients[cell.client]->name;
          EXPECT_EQ(single->grade, cell.now.grade) << path.url;
        }
    });
  }
}

}  // namespace
}  // namespace certlift::pipeline
