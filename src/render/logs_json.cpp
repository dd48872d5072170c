#include "render/json_report.h"
#include "render/logs_report.h"

#include <string>

namespace certlift::render {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_nothing(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json to_json(const AnswerGroup& group) {
  const logs::RequestGroup& seen = group.counted;
  const bool has_clients = group.key.status >= 400 || !group.key.reason.empty();
  return {{"site_id", group.key.site == 0 ? Json(nullptr) : Json(group.key.site)},
          {"site", text_or_nothing(group.site)},
          {"application", text_or_nothing(group.application)},
          {"log", group.key.reason.empty() ? "w3c" : "httperr"},
          {"status", group.key.code()},
          {"win32", group.key.win32},
          {"count", seen.count},
          {"handshakes", seen.handshakes},
          {"first", text_or_nothing(logs::text_of_time(seen.first))},
          {"last", text_or_nothing(logs::text_of_time(seen.last))},
          {"clients", has_clients ? Json(seen.clients.size()) : Json(nullptr)},
          {"clients_complete", !seen.clients.is_full},
          {"recovered", seen.recovered.size()},
          {"fault", group.is_fault()},
          {"cause", group.cause ? render::json_of(*group.cause) : Json(nullptr)}};
}

Json to_json(const LogReport& file) {
  return {{"path", file.path},
          {"error", file.error ? render::json_of(*file.error) : Json(nullptr)},
          {"requests", file.lines},
          {"unreadable", file.unreadable},
          {"cut", file.is_cut}};
}

}  // namespace

std::string logs_json(const LogsReport& report) {
  Json document = document_head("logs", report.host, report.exit_code);
  document["config"] = text_or_nothing(report.config);
  document["error"] = report.error ? render::json_of(*report.error) : Json(nullptr);
  document["since"] = text_or_nothing(logs::text_of_time(report.since));
  document["until"] = text_or_nothing(logs::text_of_time(report.until));
  document["requests"] = report.lines;
  document["left_out"] = report.left_out;
  document["lacks_sub_status"] = report.lacks_sub_status;
  document["files"] = Json::array();
  for (const LogReport& file : report.files) document["files"].push_back(to_json(file));
  document["groups"] = Json::array();
  for (const AnswerGroup& group : report.groups) document["groups"].push_back(to_json(group));
  return text_of(document);
}

}  // namespace certlift::render
