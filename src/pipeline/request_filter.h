#pragma once

#include "pipeline/scene.h"

#include <optional>
#include <string>

namespace certlift::pipeline {

/// An answer of RequestFilteringModule at BEGIN_REQUEST.
struct Filtered {
  std::string status;
  std::string what;
  Place place;
};

/// As far as hidden segments (404.8) and the length of the body (404.13) decide. Source: IIS configuration
/// reference, `<requestFiltering>`. Nothing where the file says nothing of them.
std::optional<Filtered> filter_request(const Scene& scene);

}  // namespace certlift::pipeline
