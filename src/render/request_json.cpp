#include "render/request_json.h"

#include "base/sha256.h"
#include "render/effect.h"
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

}  // namespace

Json json_of(const SimulatedRequest& request) {
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

namespace {

/// A cell of the matrix, in the form of a request.
Json to_json(const pipeline::MatrixPath& path, const pipeline::MatrixCell& cell,
             const pipeline::Client& client) {
  SimulatedRequest request{path.url, "GET", std::nullopt, cell.now, cell.after};
  if (client.certificate)
    request.certificate = {client.name, client.is_made_up ? std::string() : sha256(client.certificate->der)};
  return json_of(request);
}

}  // namespace

Json json_of_matrix(std::span<const pipeline::SiteMatrix> matrix) {
  Json requests = Json::array();
  for (const pipeline::SiteMatrix& site : matrix)
    for (const pipeline::MatrixPath& path : site.paths)
      for (const pipeline::MatrixCell& cell : path.cells)
        requests.push_back(to_json(path, cell, *site.clients[cell.client]));
  return requests;
}

Json json_of_assumptions(std::span<const pipeline::Assumption> assumptions) {
  Json list = Json::array();
  for (const pipeline::Assumption& assumption : assumptions)
    list.push_back({{"what", assumption.what}, {"settle_with", assumption.settle_with}});
  return list;
}

Json json_of_effect(std::span<const pipeline::SiteMatrix> effect) {
  return {{"requests", json_of_matrix(effect)},
          {"assumptions", json_of_assumptions(assumptions_of(effect))},
          {"left_out", left_out_of(effect)}};
}

}  // namespace certlift::render
