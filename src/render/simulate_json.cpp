#include "render/effect.h"
#include "render/json_report.h"
#include "render/request_json.h"
#include "render/simulate_report.h"

#include <algorithm>
#include <vector>

namespace certlift::render {
namespace {

using Json = nlohmann::ordered_json;

/// Of all requests, each once.
std::vector<pipeline::Assumption> all_assumptions_of(const SimulateReport& report) {
  std::vector<pipeline::Assumption> all = assumptions_of(report.matrix);
  const auto add = [&](const std::vector<pipeline::Assumption>& assumptions) {
    for (const pipeline::Assumption& assumption : assumptions)
      if (std::ranges::find(all, assumption) == all.end()) all.push_back(assumption);
  };
  for (const SimulatedRequest& request : report.requests) {
    add(request.now.assumptions);
    add(request.after.assumptions);
  }
  return all;
}

}  // namespace

std::string simulate_json(const SimulateReport& report) {
  Json document = document_head("simulate", report.host, report.exit_code);
  document["file"] = report.file;
  document["error"] = report.error ? json_of(*report.error) : Json(nullptr);
  document["assumptions"] = json_of_assumptions(all_assumptions_of(report));
  document["requests"] = json_of_matrix(report.matrix);
  for (const SimulatedRequest& request : report.requests) document["requests"].push_back(json_of(request));
  document["left_out"] = left_out_of(report.matrix);
  return text_of(document);
}

}  // namespace certlift::render
