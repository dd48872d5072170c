#include "render/freb_report.h"
#include "render/json_report.h"

#include <string>
#include <utility>

namespace certlift::render {
namespace {

using Json = nlohmann::ordered_json;

template <class T>
Json value_or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json null_if_empty(std::string_view text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json to_json(const std::vector<logs::ModuleCall>& calls) {
  Json list = Json::array();
  bool had_user = false;
  for (const logs::ModuleCall& call : calls) {
    list.push_back({{"module", call.module}, {"did", words_of(call, had_user)}});
    had_user = had_user || call.deed == logs::Deed::set_user;
  }
  return list;
}

Json to_json(const diagnosis::Reason& reason) {
  const bool has_place = reason.place.line != 0;
  return {{"what", reason.what},
          {"decision", name_of(reason.decision)},
          {"rule", null_if_empty(reason.rule)},
          {"file", has_place ? Json(reason.place.file) : Json(nullptr)},
          {"line", has_place ? Json(reason.place.line) : Json(nullptr)},
          {"settle_with", null_if_empty(reason.settle_with)}};
}

Json to_json(const logs::ErrorStatus& error) {
  const bool has_place = !error.config_file.empty();
  return {{"module", error.module},
          {"notification", error.notification},
          {"status", error.code()},
          {"error", error.error},
          {"config_file", null_if_empty(error.config_file)},
          {"config_line", has_place ? Json(error.config_line) : Json(nullptr)}};
}

Json children_of(const logs::Trace& trace) {
  Json children = Json::array();
  for (const logs::AuthenticateStage& stage : trace.stages)
    if (stage.level > 0 && &stage != &trace.decisive())
      children.push_back({{"url", stage.url},
                          {"level", stage.level},
                          {"user", value_or_null(stage.user)},
                          {"authenticate", to_json(stage.calls)}});
  return children;
}

Json to_json(const TraceReport& log) {
  const logs::Trace& trace = log.trace;
  const bool has_head = trace.head.has_value();
  const bool is_log = !log.error;
  Json json = {{"path", log.path}, {"error", log.error ? render::json_of(*log.error) : Json(nullptr)}};
  json["site_id"] = has_head ? Json(trace.head->site_id) : Json(nullptr);
  json["url"] = has_head ? Json(trace.head->url) : Json(nullptr);
  json["status"] = has_head ? null_if_empty(trace.head->status) : Json(nullptr);
  json["verdict"] = is_log ? name_of(log.judgement.verdict) : "not-a-log";
  json["fault"] = log.is_fault();
  json["whole"] = is_log && trace.is_whole();
  json["module"] = null_if_empty(log.judgement.module);
  json["user"] = value_or_null(log.judgement.user);
  json["certificate_setup"] = value_or_null(log.judgement.is_certificate_setup);
  json["windows_first_leg"] = value_or_null(log.judgement.is_first_leg);
  json["first_error"] = trace.first_error ? to_json(*trace.first_error) : Json(nullptr);
  json["authenticate"] = is_log ? to_json(trace.decisive().calls) : Json::array();
  json["children"] = children_of(trace);
  json["summary"] = is_log ? Json(sentence_of(log)) : Json(nullptr);
  json["site"] = log.tie ? null_if_empty(log.tie->site) : Json(nullptr);
  json["application"] = log.tie ? null_if_empty(log.tie->application) : Json(nullptr);
  json["cause"] = log.tie && log.tie->cause ? render::json_of(*log.tie->cause) : Json(nullptr);
  json["reasons"] = Json::array();
  if (log.tie)
    for (const diagnosis::Reason& reason : log.tie->reasons) json["reasons"].push_back(to_json(reason));
  json["notes"] = log.tie ? Json(log.tie->notes) : Json::array();
  return json;
}

}  // namespace

std::string freb_json(const FrebReport& report) {
  Json document = document_head("freb", report.host, report.exit_code);
  document["config"] = null_if_empty(report.config);
  document["error"] = report.error ? render::json_of(*report.error) : Json(nullptr);
  document["logs"] = Json::array();
  for (const TraceReport& log : report.logs) document["logs"].push_back(to_json(log));
  return text_of(document);
}

}  // namespace certlift::render
