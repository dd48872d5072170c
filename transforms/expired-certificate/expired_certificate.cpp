#include "engine/transform.h"
#include "iis/certificate.h"
#include "iis/schema.h"
#include "iis/site_mappings.h"

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace certlift::expired_certificate {
namespace {

using engine::Finding;
using engine::Severity;

constexpr std::string_view explanation = R"(## What it finds

One-to-one mappings whose `certificate` was valid only up to a day in the past: a note, or a warning where the user has no
other mapping there whose certificate is still valid. And, as notes, those whose certificate expires within 30 days or is
not valid yet.

## Why it matters

A one-to-one mapping holds the whole certificate: the renewed one is another and does not match, so the user is
locked out until its certificate is entered here. A client that still sends the expired one is turned away with 403.17, and
so is one that sends a certificate before its first day.

## What the fix does

Nothing: it only reports. Enter the renewed certificate as a second mapping of the same user before the old one expires,
and remove the old one afterwards: both can stand there, because they differ.

## What it requires

Nothing.

## Sources

- Configuration reference, `oneToOneMappings/add`: the two data strings must be identical
- Microsoft, "HTTP status codes in IIS": 403.17, client certificate has expired or is not yet valid
)";

constexpr std::chrono::days notice{30};

/// A day as "YYYY-MM-DD", some days later; nothing if it is no day.
std::optional<std::string> later(std::string_view day, std::chrono::days days) {
  if (day.size() != 10) return std::nullopt;
  const auto year = iis::read_number(day.substr(0, 4)), month = iis::read_number(day.substr(5, 2)),
             of_month = iis::read_number(day.substr(8, 2));
  if (!year || !month || !of_month) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*of_month))};
  if (!date.ok()) return std::nullopt;
  const std::chrono::year_month_day then(std::chrono::sys_days(date) + days);
  const auto two_digits = [](unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return std::to_string(static_cast<int>(then.year())) + "-" + two_digits(unsigned(then.month())) + "-" +
         two_digits(unsigned(then.day()));
}

/// Users by the site that maps them, "" being the server level.
class Users {
 public:
  void add(const iis::UsedMapping& used) {
    const std::string user = name_of(used);
    with_site_.emplace(used.section->location->path.site_key(), user);
    names_.insert(user);
  }
  /// Whether the user may be mapped where this mapping stands: of one at the server level, at any site.
  bool contain(const iis::UsedMapping& used) const {
    const std::string user = name_of(used);
    const iis::LocationPath& path = used.section->location->path;
    if (path.is_server()) return names_.contains(user);
    return with_site_.contains({std::string(path.site_key()), user}) || with_site_.contains({"", user});
  }

 private:
  static std::string name_of(const iis::UsedMapping& used) {
    return iis::upper_case(used.mapping->element.value("userName").value_or(""));
  }
  std::set<std::pair<std::string, std::string>> with_site_;
  std::set<std::string> names_;
};

/// Goes by the day it is.
class Judge {
 public:
  explicit Judge(const iis::HostConfig& config)
      : today_(config.today()), soon_(later(today_, notice).value_or(today_)) {}

  bool is_expired(const iis::Mapping& mapping) const {
    const std::string& to = mapping.certificate.not_after;
    return !to.empty() && to < today_;
  }

  /// `valid`: the users of mappings that have not expired.
  std::optional<Finding> judge(const iis::UsedMapping& used, const Users& valid) const {
    const iis::Certificate& certificate = used.mapping->certificate;
    if (certificate.not_after.empty()) return std::nullopt;
    if (is_expired(*used.mapping))
      return !used.mapping->enabled || valid.contain(used)
                 ? finding(used, Severity::note, " expired on " + certificate.not_after)
                 : finding(used, Severity::warning,
                           " expired on " + certificate.not_after +
                               ", and no other mapping of this user is valid: enter the renewed one");
    if (certificate.not_before > today_)
      return finding(
          used, Severity::note,
          " is valid from " + certificate.not_before + " on: a client that sends it before gets 403.17");
    if (certificate.not_after <= soon_)
      return finding(used, Severity::note,
                     " expires on " + certificate.not_after +
                         ": enter the renewed one, which IIS takes for another certificate");
    return std::nullopt;
  }

 private:
  static Finding finding(const iis::UsedMapping& used, Severity severity, const std::string& what) {
    Finding finding = engine::finding_at(used.mapping->element, used.section->location->path, severity,
                                         used.mapping->label() + what);
    finding.subject = used.mapping->hallmark();
    return finding;
  }

  std::string today_;
  std::string soon_;
};

std::vector<Finding> find(const iis::HostConfig& config) {
  std::vector<Finding> findings;
  if (config.today().empty()) return findings;
  const Judge judge(config);
  const std::vector<iis::UsedMapping> mappings = iis::used_mappings(config);
  Users valid;
  for (const iis::UsedMapping& used : mappings)
    if (used.mapping->enabled && !judge.is_expired(*used.mapping)) valid.add(used);
  for (const iis::UsedMapping& used : mappings)
    if (auto finding = judge.judge(used, valid)) findings.push_back(*std::move(finding));
  return findings;
}

}  // namespace

extern const engine::Transform transform;
const engine::Transform transform{
    .id = "expired-certificate",
    .title = "a mapped certificate has expired, soon will, or is not valid yet",
    .explain = explanation,
    .risks = {},
    .find = find,
    .bearing = engine::Bearing::in_the_way,
    .hindrance =
        "this one client is refused while its certificate is not valid: with 403.17 if it sends the old "
        "certificate, unmapped if it sends a new one",
    .files = engine::Files::all};

}  // namespace certlift::expired_certificate
