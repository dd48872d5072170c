#pragma once

#include "base/result.h"
#include "pipeline/scene.h"

/// What IIS answers to one request, stage by stage in IIS's order. docs/simulate.md describes it.
namespace certlift::pipeline {

/// From the binding on. Of an excerpt without bindings, the one site that it names takes the request. Errors:
/// wrong_usage, if such an excerpt names none or several.
Result<Prediction> simulate(const iis::HostConfig& config, const Request& request);

/// At a path of a site, whose binding has taken the request; `request.url` says scheme and path.
Prediction simulate_at(const iis::HostConfig& config, const Request& request, const iis::LocationPath& site,
                       const std::optional<iis::WebBinding>& binding);

}  // namespace certlift::pipeline
