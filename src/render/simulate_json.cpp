#include "pipeline/prediction.h"
#include "render/json_report.h"
#include "render/simulate_report.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace certlift::render {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json to_json(const pipeline::Outcome& outcome) {
  return {{"status", outcome.status},
          {"user", outcome.user ? Json(*outcome.user) : Json(nullptr)},
          {"condition", text_or_null(outcome.condition)}};
}

Json to_json(const pipeline::Stage& stage) {
  const bool has_place = stage.place.line != 0;
  const auto number = static_cast<int>(stage.unknown);
  return {{"stage", pipeline::name_of(stage.stage)},
          {"module", text_or_null(stage.module)},
          {"what", stage.what},
          {"file", has_place ? Json(stage.place.file) : Json(nullptr)},
          {"line", has_place ? Json(stage.place.line) : Json(nullptr)},
          {"grade", pipeline::name_of(stage.grade)},
          {"not_known", number == 0 ? Json(nullptr) : Json("U" + std::to_string(number))}};
}

Json to_json(const pipeline::Prediction& prediction) {
  Json outcomes = Json::array(), stages = Json::array();
  for (const pipeline::Outcome& outcome : prediction.outcomes) outcomes.push_back(to_json(outcome));
  for (const pipeline::Stage& stage : prediction.stages) stages.push_back(to_json(stage));
  return {{"grade", pipeline::name_of(prediction.grade)},
          {"outcomes", std::move(outcomes)},
          {"stages", std::move(stages)}};
}

Json to_json(const SimulatedRequest& request) {
  Json certificate = nullptr;
  if (request.certificate)
    certificate = {{"subject", request.certificate->subject}, {"sha256", request.certificate->sha256}};
  return {{"url", request.url},
          {"method", request.method},
          {"certificate", std::move(certificate)},
          {"site", text_or_null(request.now.site)},
          {"application", text_or_null(request.now.application)},
          {"now", to_json(request.now)},
          {"after", to_json(request.after)},
          {"changed", request.is_changed()}};
}

/// Of all requests, each once.
Json assumptions_of(const SimulateReport& report) {
  std::vector<pipeline::Assumption> seen;
  Json list = Json::array();
  for (const SimulatedRequest& request : report.requests)
    for (const auto* prediction : {&request.now, &request.after})
      for (const pipeline::Assumption& assumption : prediction->assumptions) {
        if (std::ranges::find(seen, assumption) != seen.end()) continue;
        seen.push_back(assumption);
        list.push_back({{"what", assumption.what}, {"settle_with", assumption.settle_with}});
      }
  return list;
}

}  // namespace

std::string simulate_json(const SimulateReport& report) {
  Json document = document_head("simulate", report.host, report.exit_code);
  document["file"] = report.file;
  document["error"] = report.error ? json_of(*report.error) : Json(nullptr);
  document["assumptions"] = assumptions_of(report);
  document["requests"] = Json::array();
  for (const SimulatedRequest& request : report.requests) document["requests"].push_back(to_json(request));
  return text_of(document);
}

}  // namespace certlift::render
