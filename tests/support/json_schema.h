#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace certlift::test {

/// Where `value` is not as a JSON schema says, as `PLACE: WHAT`. Knows the words that the schemas in docs/
/// use; any other word in `schema` is a fault, too, so that none is passed over.
std::vector<std::string> schema_faults(const nlohmann::json& schema, const nlohmann::json& value);

}  // namespace certlift::test
