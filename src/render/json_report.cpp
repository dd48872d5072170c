#include "render/json_report.h"

#include "render/request_json.h"

#include <set>
#include <span>

namespace certlift::render {
namespace {

using nlohmann::ordered_json;

ordered_json text_or_null(std::string_view text) {
  return text.empty() ? ordered_json(nullptr) : ordered_json(text);
}

ordered_json number_or_null(std::size_t number) {
  return number == 0 ? ordered_json(nullptr) : ordered_json(number);
}

std::string_view name_of_line_end(std::string_view line_end) {
  return line_end == "\n" ? "lf" : line_end == "\r\n" ? "crlf" : "cr";
}

using Told = std::set<const engine::Fix*>;

/// Its risks stand with the first of the findings that it fixes: with each of them, they would be printed as
/// often as the square of their number.
ordered_json json_of(const engine::Fix& fix, Told& told) {
  ordered_json risks = ordered_json::array();
  const bool is_new = told.insert(&fix).second;
  for (const engine::Risk& risk : is_new ? std::span(fix.risks) : std::span<const engine::Risk>())
    risks.push_back({{"id", risk.id}, {"paths", risk.paths}, {"message", risk.message}});
  return {{"title", fix.title},
          {"safety", fix.safety() == engine::Safety::safe ? "safe" : "risky"},
          {"risks", std::move(risks)},
          {"refusal", nullptr}};
}

ordered_json json_of(const engine::Refusal& refusal) {
  return {{"title", nullptr},
          {"safety", "manual"},
          {"risks", ordered_json::array()},
          {"refusal", {{"code", refusal.code}, {"message", refusal.message}}}};
}

ordered_json json_of(const engine::Outcome& outcome, Told& told) {
  const engine::Finding& finding = *outcome.finding;
  ordered_json fix = finding.refusal ? json_of(*finding.refusal)
                     : finding.fix   ? json_of(*finding.fix, told)
                                     : ordered_json(nullptr);
  if (!fix.is_null()) fix["applied"] = outcome.applied;
  return {{"rule", finding.rule},
          {"severity", name_of(finding.severity)},
          {"line", finding.position.line},
          {"column", finding.position.column},
          {"location", finding.location},
          {"message", finding.message},
          {"remedy", text_or_null(finding.remedy)},
          {"fix", std::move(fix)}};
}

ordered_json json_of_ignored(const TargetReport& target) {
  ordered_json list = ordered_json::array();
  Told told;
  for (const engine::Outcome& outcome : target.ignored) {
    const engine::Ignored ignored = outcome.finding->ignored ? *outcome.finding->ignored : engine::Ignored();
    list.push_back(json_of(outcome, told));
    list.back()["ignored"] = {{"by", name_of(ignored.by)},
                              {"reason", text_or_null(ignored.reason)},
                              {"line", number_or_null(ignored.position.line)},
                              {"column", number_or_null(ignored.position.column)}};
  }
  return list;
}

ordered_json json_of(const BaselineUse& baseline) {
  ordered_json stale = ordered_json::array();
  for (const StaleEntry& entry : baseline.stale)
    stale.push_back(
        {{"path", entry.file}, {"rule", entry.rule}, {"location", entry.location}, {"count", entry.count}});
  return {{"path", baseline.path}, {"stale", std::move(stale)}};
}

ordered_json json_of(const TargetReport& target) {
  ordered_json json = json_of_file(target);
  json["backup"] = text_or_null(target.backup);
  json["effect"] = target.effect ? json_of_effect(*target.effect) : ordered_json(nullptr);
  json["error"] = target.error ? render::json_of(*target.error) : nullptr;
  json["findings"] = json_of_findings(target);
  json["ignored"] = json_of_ignored(target);
  return json;
}

}  // namespace

ordered_json json_of_file(const TargetReport& target) {
  ordered_json json = {{"path", target.path},
                       {"sha256_before", text_or_null(target.sha256_before)},
                       {"sha256_after", text_or_null(target.sha256_after)},
                       {"changed", target.changed}};
  json["encoding"] = target.facts ? ordered_json(text::name_of(target.facts->encoding)) : nullptr;
  json["bom"] = target.facts ? ordered_json(target.facts->bom == text::Bom::present) : nullptr;
  json["newline"] = target.facts ? ordered_json(name_of_line_end(target.facts->line_end)) : nullptr;
  return json;
}

ordered_json json_of_findings(const TargetReport& target) {
  ordered_json findings = ordered_json::array();
  Told told;
  for (const engine::Outcome& outcome : target.outcomes) findings.push_back(json_of(outcome, told));
  return findings;
}

ordered_json document_head(std::string_view command, const std::string& host, int exit_code) {
  return {{"schema_version", 1}, {"tool", "certlift"}, {"version", CERTLIFT_VERSION},
          {"command", command},  {"host", host},       {"exit_code", exit_code}};
}

ordered_json json_of(const Error& error) {
  return {{"code", name_of(error.code)},
          {"path", text_or_null(error.path)},
          {"message", error.message},
          {"line", number_or_null(error.line)},
          {"column", number_or_null(error.column)}};
}

ordered_json json_of(const engine::Finding& finding) {
  Told told;
  return json_of(engine::Outcome{.finding = std::make_shared<const engine::Finding>(finding)}, told);
}

std::string text_of(const ordered_json& document) {
  return document.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::string json_report(const Report& report) {
  ordered_json document = document_head(name_of(report.command), report.host, report.exit_code);
  if (!report.plan_id.empty()) document["plan"] = report.plan_id;
  if (report.error) document["error"] = json_of(*report.error);
  if (report.settings)
    document["settings"] = {{"path", report.settings->path}, {"accept", report.settings->accept}};
  if (report.baseline) document["baseline"] = json_of(*report.baseline);
  document["targets"] = ordered_json::array();
  for (const TargetReport& target : report.targets) document["targets"].push_back(json_of(target));
  return text_of(document);
}

}  // namespace certlift::render
