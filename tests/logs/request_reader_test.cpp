#include "logs/request_reader.h"

#include "logs/sources.h"

#include <gtest/gtest.h>

#include <string>

namespace certlift::logs {
namespace {

const std::string w3c_head =
    "#Software: Microsoft Internet Information Services 10.0\r\n#Version: 1.0\r\n#Date: 2026-11-03 "
    "00:00:00\r\n"
    "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) "
    "cs(Referer) sc-status sc-substatus sc-win32-status time-taken\r\n";

/// A line of the usual fields.
std::string line_of(const std::string& time, const std::string& client, const std::string& user,
                    const std::string& answer, const std::string& path = "/Partners/a.txt") {
  return "2026-11-03 " + time + " 10.0.0.1 GET " + path + " - 443 " + user + " " + client + " curl/8 - " +
         answer + " 15\r\n";
}

RequestCounts counts_of(const std::string& text, const RequestQuestion& question = {},
                        std::size_t step = 4096) {
  auto counts = count_requests(test::source_of(text, step), question);
  EXPECT_TRUE(counts) << counts.error().message;
  return counts ? *counts : RequestCounts{};
}

const RequestGroup& group_of(const RequestCounts& counts, const std::string& code) {
  static const RequestGroup nothing;
  for (const auto& [key, group] : counts.groups)
    if (key.code() == code) return group;
  ADD_FAILURE() << "there is no group " << code;
  return nothing;
}

TEST(RequestReader, CountsByCodeWithClientsAndTimes) {
  const std::string text = w3c_head + line_of("07:12:44", "10.1.1.1", "-", "401 2 5") +
                           line_of("07:12:45", "10.1.1.2", "-", "401 2 5") +
                           line_of("09:00:00", "10.1.1.1", "-", "401 2 5") +
                           line_of("09:00:01", "10.1.1.3", "-", "200 0 0", "/");
  for (const std::size_t step : {1, 7, 100'000}) {
    const RequestCounts counts = counts_of(text, {}, step);
    EXPECT_EQ(counts.lines, 4U);
    const RequestGroup& group = group_of(counts, "401.2");
    EXPECT_EQ(group.count, 3U);
    EXPECT_EQ(group.handshakes, 0U);
    EXPECT_EQ(group.clients.size(), 2U);
    EXPECT_EQ(group.recovered.size(), 0U);
    EXPECT_EQ(text_of_time(group.first), "2026-11-03T07:12:44Z");
    EXPECT_EQ(text_of_time(group.last), "2026-11-03T09:00:00Z");
  }
}

TEST(RequestReader, TellsAHandshakeThatSucceedsFromAFailure) {
  const std::string text = w3c_head + line_of("07:00:00", "10.1.1.1", "-", "401 2 5") +
                           line_of("07:00:00", "10.1.1.1", "-", "401 1 2148074254") +
                           line_of("07:00:01", "10.1.1.1", "SHOP\\alice", "200 0 0") +
                           line_of("07:00:02", "10.1.1.2", "-", "401 2 5") +
                           line_of("07:00:03", "10.1.1.2", "bob", "401 1 1326");
  const RequestCounts counts = counts_of(text);
  EXPECT_EQ(group_of(counts, "401.2").count, 2U);
  EXPECT_EQ(group_of(counts, "401.2").handshakes, 1U);
  EXPECT_EQ(group_of(counts, "401.2").recovered.size(), 1U);
  std::uint64_t failed_logons = 0;
  for (const auto& [key, group] : counts.groups)
    if (key.code() == "401.1") failed_logons += group.failures();
  EXPECT_EQ(failed_logons, 1U) << "the wrong password";
}

TEST(RequestReader, TakesALateSuccessForRecoveryAndNoHandshake) {
  const std::string text = w3c_head + line_of("07:00:00", "10.1.1.1", "-", "401 2 5") +
                           line_of("12:00:00", "10.1.1.1", "-", "200 0 0") +
                           line_of("12:00:01", "10.1.1.1", "SHOP\\alice", "200 0 0");
  const RequestCounts counts = counts_of(text);
  EXPECT_EQ(group_of(counts, "401.2").handshakes, 0U);
  EXPECT_EQ(group_of(counts, "401.2").recovered.size(), 1U);
}

TEST(RequestReader, FollowsFieldsThatChangeAndStandInAnyOrder) {
  const std::string text =
      w3c_head + line_of("07:00:00", "10.1.1.1", "-", "401 2 5") +
      "#Date: 2026-11-04 00:00:00\r\n#Fields: sc-win32-status sc-status time sc-substatus\r\n"
      "5 401 08:00:00 2\r\n";
  const RequestCounts counts = counts_of(text);
  EXPECT_EQ(group_of(counts, "401.2").count, 2U);
  EXPECT_EQ(text_of_time(group_of(counts, "401.2").last), "2026-11-04T08:00:00Z") << "the date of #Date";
}

TEST(RequestReader, CannotTellWithoutSubStatus) {
  const RequestCounts counts = counts_of("#Fields: date time sc-status\r\n2026-11-03 07:00:00 401\r\n");
  EXPECT_TRUE(counts.lacks_sub_status);
  EXPECT_EQ(group_of(counts, "401.?").count, 1U);
}

TEST(RequestReader, LeavesOutALineWithoutEnd) {
  const std::string text = w3c_head + line_of("07:00:00", "10.1.1.1", "-", "401 2 5");
  for (std::size_t size = w3c_head.size() + 1; size < text.size(); ++size) {
    const RequestCounts counts = counts_of(text.substr(0, size));
    EXPECT_TRUE(counts.is_cut);
    EXPECT_EQ(counts.lines, 0U);
  }
  EXPECT_FALSE(counts_of(text).is_cut);
}

TEST(RequestReader, PassesOverWhatIsNoLine) {
  const RequestCounts counts = counts_of(
      w3c_head + std::string(5'000'000, '\0') + "\r\n" + "nonsense\r\n\r\n" +
      line_of("07:00:00", "10.1.1.1", "-", "abc 2 5") + line_of("07:00:00", "10.1.1.1", "-", "401 2 5"));
  EXPECT_EQ(counts.lines, 1U);
  EXPECT_EQ(counts.unreadable, 2U);
}

TEST(RequestReader, ReadsWhatHttpSysRefused) {
  const RequestCounts counts = counts_of(
      "#Software: Microsoft HTTP API 2.0\r\n#Version: 1.0\r\n#Date: 2026-11-03 07:00:00\r\n"
      "#Fields: date time c-ip c-port s-ip s-port cs-version cs-method cs-uri sc-status s-siteid s-reason "
      "s-queuename\r\n"
      "2026-11-03 07:00:00 10.1.1.1 50228 10.0.0.1 443 HTTP/1.1 GET / - 3 Timer_SslRenegotiation Shop\r\n"
      "2026-11-03 07:00:00 10.1.1.1 50229 10.0.0.1 443 HTTP/1.1 GET / 503 3 AppOffline Shop\r\n"
      "2026-11-03 07:00:00 10.1.1.1 50229 10.0.0.1 443 - - - - - Timer_ConnectionIdle -\r\n");
  EXPECT_EQ(counts.lines, 3U);
  EXPECT_EQ(group_of(counts, "Timer_SslRenegotiation").count, 1U);
  EXPECT_EQ(counts.groups.rbegin()->first.site, 3U);
}

TEST(RequestReader, KnowsTheSiteByFolderAndByField) {
  EXPECT_EQ(site_of_service_name("W3SVC12"), 12U);
  EXPECT_EQ(site_of_service_name("w3svc1"), 1U);
  EXPECT_EQ(site_of_service_name("W3SVC"), 0U);
  EXPECT_EQ(site_of_service_name("logs"), 0U);
  const std::string own = "#Fields: s-sitename sc-status sc-substatus\r\nW3SVC7 401 2\r\n";
  EXPECT_EQ(counts_of(own, {.site = 1}).groups.begin()->first.site, 7U);
  EXPECT_EQ(
      counts_of(w3c_head + line_of("07:00:00", "a", "-", "401 2 5"), {.site = 4}).groups.begin()->first.site,
      4U);
}

TEST(RequestReader, CountsTheRequestsOfATimeOnly) {
  std::string text = w3c_head;
  for (const std::string hour : {"06", "07", "08"})
    text += line_of(hour + ":00:00", "10.1.1.1", "-", "401 2 5");
  EXPECT_EQ(counts_of(text, {.since = read_moment("2026-11-03T07:00:00Z").value_or(0)}).lines, 2U);
  EXPECT_EQ(counts_of(text, {.until = read_moment("2026-11-03 07:00").value_or(0)}).lines, 1U);
  EXPECT_EQ(counts_of(text, {.since = read_moment("2026-11-04").value_or(0)}).lines, 0U);
}

TEST(RequestReader, ReadsMomentsAndNothingElse) {
  for (const std::string bad :
       {"", "yesterday", "2026-13-01", "2026-11-03T", "2026-11-03T25:00", "2026-11-03x07:00"})
    EXPECT_EQ(read_moment(bad), std::nullopt) << bad;
  EXPECT_EQ(seconds_between(read_moment("2026-11-03T23:59:50").value_or(0),
                            read_moment("2026-11-04T00:00:10").value_or(0)),
            20U);
}

TEST(RequestReader, SaysWhatAFileIsThatIsNoLog) {
  for (const auto& [text, words] : {std::pair<std::string, std::string>{"", "an empty file"},
                                    {"%PDF-1", "a PDF"},
                                    {"a b c\n", "another text file"}}) {
    const auto counts = count_requests(test::source_of(text), {});
    ASSERT_FALSE(counts);
    EXPECT_EQ(counts.error().code, ErrorCode::not_understood);
    EXPECT_NE(counts.error().message.find(words), std::string::npos) << counts.error().message;
  }
}

TEST(RequestCounts, OfSeveralFilesAreAddedUp) {
  const RequestCounts one = counts_of(w3c_head + line_of("07:00:00", "10.1.1.1", "-", "401 2 5"));
  RequestCounts both = one;
  both.add(one);
  EXPECT_EQ(both.lines, 2U);
  EXPECT_EQ(group_of(both, "401.2").count, 2U);
  EXPECT_EQ(group_of(both, "401.2").clients.size(), 1U) << "the same client";
}

}  // namespace
}  // namespace certlift::logs
