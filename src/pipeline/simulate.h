#pragma once

#include "base/result.h"
#include "pipeline/scene.h"

/// What IIS answers to one request, stage by stage in IIS's order. docs/simulate.md describes it.
namespace certlift::pipeline {

/// From the binding on. Of an excerpt without bindings, the one site that it names takes the request. Errors:
/// wrong_usage, if such an excerpt names none or several.
Result<Prediction> simulate(const iis::HostConfig& config, const Request& request);

/// A path of a site, whose binding takes the requests.
class SimulatedPath {
 public:
  /// `path`: of the URL, "/Partners". `config` must outlive it.
  SimulatedPath(const iis::HostConfig& config, const iis::LocationPath& site, std::string_view path,
                std::optional<iis::WebBinding> binding);

  /// `request.url` leads to the path. What the configuration says there is looked up by the first request.
  Prediction answer(const Request& request);

 private:
  const iis::HostConfig& config_;
  const iis::Site* site_;
  std::optional<iis::WebBinding> binding_;
  iis::LocationPath path_;
  Stage entrance_;
  PathFacts facts_;
};

}  // namespace certlift::pipeline
