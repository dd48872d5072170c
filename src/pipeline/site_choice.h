#pragma once

#include "pipeline/scene.h"

#include <string>
#include <vector>

/// Which site a URL belongs to. Sources: Microsoft, "Routing Incoming Requests" (HTTP.sys looks for the host,
/// then the address, then any); "Wildcard Host Header Support" (IIS 10). Nothing tells how a binding with
/// both host and address ranks.
namespace certlift::pipeline {

/// A binding that may take the request.
struct Candidate {
  const iis::Site* site;
  iis::WebBinding binding;
  std::string condition = {};  ///< with several candidates: when it is this one
};

struct SiteChoice {
  std::vector<Candidate> candidates = {};
  Unknown unknown = Unknown::none;  ///< with several
  std::string what = {};            ///< why these, or none
  /// Without candidates: how the request ends, and why.
  std::vector<Outcome> outcomes = {};
};

SiteChoice choose_site(const iis::HostConfig& config, const Url& url);

}  // namespace certlift::pipeline
