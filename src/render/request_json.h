#pragma once

#include "pipeline/access_matrix.h"
#include "render/simulate_report.h"

#include <nlohmann/json.hpp>

#include <span>

/// Predictions as JSON, in the form of docs/simulate.schema.json.
namespace certlift::render {

nlohmann::ordered_json json_of(const SimulatedRequest& request);

/// The cells, each as a request.
nlohmann::ordered_json json_of_matrix(std::span<const pipeline::SiteMatrix> matrix);

nlohmann::ordered_json json_of_assumptions(std::span<const pipeline::Assumption> assumptions);

/// What differs of an access matrix: requests, assumptions, left_out.
nlohmann::ordered_json json_of_effect(std::span<const pipeline::SiteMatrix> effect);

}  // namespace certlift::render
