#include "base/sha256.h"
#include "pipeline/prediction.h"
#include "render/json_report.h"
#include "render/simulate_report.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
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
    certificate = {{"subject", request.certificate->subject},
                   {"sha256", text_or_null(request.certificate->sha256)}};
  return {{"url", request.url},
          {"method", request.method},
          {"certificate", std::move(certificate)},
          {"site", text_or_null(request.now.site)},
          {"application", text_or_null(request.now.application)},
          {"now", to_json(request.now)},
          {"after", to_json(request.after)},
          {"changed", request.is_changed()}};
}

/// A cell of the matrix, in the form of a request.
Json to_json(const pipeline::MatrixPath& path, const pipeline::MatrixCell& cell,
             const pipeline::Client& client) {
  SimulatedRequest request{path.url, "GET", std::nullopt, cell.now, cell.after};
  if (client.certificate)
    request.certificate = {client.name, client.is_made_up ? std::string() : sha256(client.certificate->der)};
  return to_json(request);
}

/// Of all requests, each once.
Json assumptions_of(const SimulateReport& report) {
  std::vector<pipeline::Assumption> seen;
  Json list = Json::array();
  const auto add = [&](const std::vector<pipeline::Assumption>& assumptions) {
    for (const pipeline::Assumption& assumption : assumptions) {
      if (std::ranges::find(seen, assumption) != seen.end()) continue;
      seen.push_back(assumption);
      list.push_back({{"what", assumption.what}, {"settle_with", assumption.settle_with}});
    }
  };
  for (const SimulatedRequest& request : report.requests) {
    add(request.now.assumptions);
    add(request.after.assumptions);
  }
  for (const pipeline::SiteMatrix& site : report.matrix) add(site.assumptions);
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
  std::size_t left_out = 0;
  for (const pipeline::SiteMatrix& site : report.matrix) {
    left_out += site.left_out;
    for (const pipeline::MatrixPath& path : site.paths)
      for (const pipeline::MatrixCell& cell : path.cells)
        document["requests"].push_back(to_json(path, cell, *site.clients[cell.client]));
  }
  document["left_out"] = left_out;
  return text_of(document);
}

}  // namespace certlift::render
