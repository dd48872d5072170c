#pragma once

#include "base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace certlift::cli {

/// What Desired State Configuration (DSC) v3 hands to a resource on standard input: the properties that are
/// wanted.
struct DscRequest {
  std::string target = {};  ///< empty: the live server's configuration
  std::vector<std::string> sites = {};
  std::vector<std::string> accept = {};
};

/// Errors: wrong_usage; the message names the property.
Result<DscRequest> read_dsc_request(std::string_view text);

/// The JSON schema of an instance of the resource, as `certlift dsc schema` prints it and
/// docs/dsc.schema.json has it.
std::string_view dsc_schema();

}  // namespace certlift::cli
