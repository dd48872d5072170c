#include "base/base64.h"
#include "pipeline/simulate.h"
#include "support/bytes.h"
#include "support/made_certificate.h"
#include "support/source_files.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <memory>
#include <ranges>
#include <set>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

/// Every request of requests.txt.
namespace certlift::pipeline {
namespace {

using Words = std::vector<std::string>;

Words split_row(std::string_view text, std::string_view by) {
  Words words;
  for (const auto part : std::views::split(text, by)) {
    std::string word(part.begin(), part.end());
    word.erase(0, word.find_first_not_of(' '));
    word.erase(word.find_last_not_of(' ') + 1);
    words.push_back(word);
  }
  return words;
}

// --- certificates ---

std::map<std::string, std::string> make_certificates() {
  const auto named = [](const std::string& cn) { return test::made_name("O=Fabrikam, CN=" + cn); };
  const std::string for_servers = "1.3.6.1.5.5.7.3.1";
  std::map<std::string, std::string> made;
  made["alice"] = test::made_certificate({.subject = test::made_name("O=Contoso, CN=alice")});
  for (const std::string name : {"bob", "carol"})
    made[name] = test::made_certificate({.subject = named(name)});
  made["old"] = test::made_certificate({.subject = named("old"), .not_after = "20260101000000Z"});
  made["young"] = test::made_certificate({.subject = named("young"), .not_before = "20270101000000Z"});
  made["turning"] = test::made_certificate({.subject = named("turning"), .not_after = "20261122120000Z"});
  made["fresh"] = test::made_certificate({.subject = named("fresh"), .not_before = "20261122120000Z"});
  made["server"] = test::made_certificate({.subject = named("server"), .extended_key_usage = {for_servers}});
  made["oldserver"] = test::made_certificate(
      {.subject = named("s"), .not_after = "20260101000000Z", .extended_key_usage = {for_servers}});
  made["twice"] = test::made_certificate({.subject = test::made_name("OU=a, OU=b, CN=x")});
  return made;
}

const std::map<std::string, std::string>& certificates() {
  static const auto made = make_certificates();
  return made;
}

// --- configurations ---

std::string one_mapping(const Words& words) {
  return "<oneToOneMappings><add userName=\"" + words[2] + "\" password=\"p\" certificate=\"@" + words[1] +
         "\"/></oneToOneMappings>";
}

/// {many NAME USER FIELD SUB-FIELD CRITERIA}
std::string many_mapping(const Words& words) {
  return "<manyToOneMappings><add name=\"" + words[1] + "\" userName=\"" + words[2] +
         "\" password=\"p\"><rules><add certificateField=\"" + words[3] + "\" certificateSubField=\"" +
         words[4] + "\" matchCriteria=\"" + words[5] + "\"/></rules></add></manyToOneMappings>";
}

std::string authentication(const std::string& inner) {
  return "<security><authentication>" + inner + "</authentication></security>";
}

/// What stands in braces, written out.
std::string written_out(const std::string& brief) {
  static const std::map<std::string, std::string> switches{{"anonymous", "anonymousAuthentication"},
                                                           {"windows", "windowsAuthentication"},
                                                           {"ad", "clientCertificateMappingAuthentication"}};
  const Words words = split_row(brief, " ");
  if (words[0] == "one") return one_mapping(words);
  if (words[0] == "many") return many_mapping(words);
  if (words[0] == "access") return "<security><access sslFlags=\"" + brief.substr(7) + "\"/></security>";
  if (words[0] == "map") {
    const std::size_t bar = brief.find('|');
    return authentication("<iisClientCertificateMappingAuthentication " + brief.substr(4, bar - 4) + ">" +
                          brief.substr(bar + 1) + "</iisClientCertificateMappingAuthentication>");
  }
  return authentication("<" + switches.at(words[0]) + " enabled=\"" + (words[1] == "on" ? "true" : "false") +
                        "\"/>");
}

/// The text with everything in braces written out, the innermost first, and `@alice` as base64.
std::string expanded(std::string text) {
  for (std::size_t end = text.find('}'); end != std::string::npos; end = text.find('}')) {
    const std::size_t begin = text.rfind('{', end);
    text.replace(begin, end - begin + 1, written_out(text.substr(begin + 1, end - begin - 1)));
  }
  for (const std::string seam :
       {"</oneToOneMappings> <oneToOneMappings>", "</manyToOneMappings> <manyToOneMappings>"})
    for (std::size_t at = text.find(seam); at != std::string::npos; at = text.find(seam))
      text.erase(at, seam.size());
  for (const auto& [name, der] : certificates())
    for (std::size_t at = text.find("@" + name + "\""); at != std::string::npos;
         at = text.find("@" + name + "\""))
      text.replace(at, name.size() + 1, encode_base64(der));
  return text;
}

/// `site NAME | http ADDRESS:PORT:HOST | https ... FLAGS | /APPLICATION`
std::string site_element(const std::string& line) {
  const Words parts = split_row(line.substr(5), "|");
  std::string bindings, applications, start;
  for (const std::string& part : std::span(parts).subspan(1)) {
    const Words words = split_row(part, " ");
    if (words[0].starts_with('/')) {
      applications += "<application path=\"" + words[0] + "\"><virtualDirectory path=\"/\"/></application>";
      continue;
    }
    bindings += "<binding protocol=\"" + words[0] + "\" bindingInformation=\"" + words[1] + "\"" +
                (words.size() > 2 ? " sslFlags=\"" + words[2] + "\"" : "") + "/>";
    if (words.back() == "autostart=false") start = " serverAutoStart=\"false\"";
  }
  return "<site name=\"" + parts[0] + "\"" + start + ">" + applications + "<bindings>" + bindings +
         "</bindings></site>";
}

/// `at PATH | ...`
std::string location_element(const std::string& line) {
  const std::size_t bar = line.find('|');
  const std::string path = split_row(line.substr(3, bar - 3), " ").front();
  const std::string content = "<system.webServer>" + expanded(line.substr(bar + 1)) + "</system.webServer>";
  return path.empty() ? content : "<location path=\"" + path + "\">" + content + "</location>";
}

struct Configuration {
  std::string name;
  std::string sites;
  std::string locations;

  std::string text() const {
    return "<configuration><configProtectedData><providers><add name=\"AesProvider\"/></providers>"
           "</configProtectedData><system.applicationHost><sites>" +
           sites + "</sites></system.applicationHost>" + locations + "</configuration>";
  }
};

// --- rows ---

enum Column { holds, url, certificate, options, grade, outcomes, not_known, columns };

struct Row {
  std::size_t configuration;
  Words cells;
};

struct Table {
  std::vector<Configuration> configurations;
  std::vector<Row> rows;
};

Table read_table() {
  Table table;
  std::istringstream lines(test::read_bytes(test::project_path("tests/pipeline/requests.txt")));
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("config "))
      table.configurations.push_back({line.substr(7), "", ""});
    else if (table.configurations.empty() || line.empty())
      continue;
    else if (line.starts_with("site "))
      table.configurations.back().sites += site_element(line);
    else if (line.starts_with("at "))
      table.configurations.back().locations += location_element(line);
    else
      table.rows.push_back({table.configurations.size() - 1, split_row(line, "|")});
  }
  return table;
}

void set_option(const std::string& word, Request& request, iis::Surroundings& surroundings) {
  const std::string value = word.substr(word.find('=') + 1);
  if (word.starts_with("windows=")) surroundings.windows = static_cast<unsigned>(std::stoul(value));
  if (word.starts_with("tls=")) request.tls = value == "1.3" ? TlsVersion::tls13 : TlsVersion::tls12;
  if (word.starts_with("http=")) request.http = value == "2" ? HttpVersion::http2 : HttpVersion::http11;
  if (word.starts_with("negotiated=")) request.negotiated = value == "yes";
  if (word.starts_with("body=")) request.body = std::stoul(value);
  if (word.starts_with("method=")) request.method = value;
  if (word == "post") request.post_handshake_auth = true;
}

std::string answers_of(const Prediction& prediction) {
  std::string text;
  for (const Outcome& outcome : prediction.outcomes) {
    const std::string user = outcome.user.value_or("");
    const std::string answer = outcome.status != passed ? outcome.status : user.empty() ? "anonymous" : user;
    text += (text.empty() ? "" : ", ") + answer;
  }
  return text;
}

bool says(const Prediction& prediction, const std::string& unknown) {
  return std::ranges::any_of(prediction.stages, [&](const Stage& stage) {
    return stage.grade == Grade::not_certain &&
           "U" + std::to_string(static_cast<int>(stage.unknown)) == unknown;
  });
}

Prediction predicted(const Table& table, const Row& row) {
  Request request{.url = read_url(row.cells[url]).value()};
  iis::Surroundings surroundings{.today = "2026-11-22"};
  for (const std::string& word : split_row(row.cells[options], " ")) set_option(word, request, surroundings);
  iis::ClientCertificate shown;
  if (row.cells[certificate] != "-") {
    shown = iis::read_client_certificate(certificates().at(row.cells[certificate])).value();
    request.certificate = &shown;
  }
  const auto document = xml::Document::parse(table.configurations[row.configuration].text()).value();
  return simulate(iis::HostConfig(document, surroundings), request).value();
}

TEST(SimulateTable, AnswersEveryRequestAsItsRowSays) {
  const Table table = read_table();
  std::map<std::string, int> by_grade, by_status;
  for (const Row& row : table.rows) {
    ASSERT_EQ(row.cells.size(), columns) << row.cells.front();
    const Prediction prediction = predicted(table, row);
    const std::string what = table.configurations[row.configuration].name + ": " + row.cells[holds];
    EXPECT_EQ(name_of(prediction.grade), row.cells[grade]) << what;
    EXPECT_EQ(answers_of(prediction), row.cells[outcomes]) << what;
    EXPECT_TRUE(row.cells[not_known].empty() || says(prediction, row.cells[not_known])) << what;
    ++by_grade[row.cells[grade]];
    for (const Outcome& outcome : prediction.outcomes) ++by_status[outcome.status];
  }
  EXPECT_GE(table.rows.size(), 120U);
  std::cout << table.rows.size() << " requests:";
  for (const auto& [name, count] : by_grade) std::cout << " " << name << " " << count;
  std::cout << "; outcomes:";
  for (const auto& [status, count] : by_status) std::cout << " " << status << " " << count;
  std::cout << "\n";
}

TEST(SimulateTable, HasARowForAllThatIsNotKnown) {
  std::set<std::string> held;
  for (const Row& row : read_table().rows) held.insert(row.cells[not_known]);
  for (int number = 1; number <= 24; ++number)
    EXPECT_TRUE(held.contains("U" + std::to_string(number))) << "U" << number;
}

/// What is certain does not depend on what is assumed.
TEST(SimulateTable, SaysForCertainOnlyWhatNoAssumptionChanges) {
  const Table table = read_table();
  const Words assumptions{"tls=1.2", "tls=1.2 http=1.1", "tls=1.2 http=1.1 negotiated=no", "windows=2019"};
  for (const Row& row : table.rows) {
    if (row.cells[grade] != "certain") continue;
    for (const std::string& more : assumptions) {
      Row other = row;
      if (row.cells[options].contains("=")) continue;
      other.cells[options] = more;
      EXPECT_EQ(answers_of(predicted(table, other)), row.cells[outcomes]) << row.cells[holds] << " " << more;
    }
  }
}

}  // namespace
}  // namespace certlift::pipeline
