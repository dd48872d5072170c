#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace certlift::test {

/// Where a document is not as the schema says, and how: `/targets/0/bom: is no boolean`. Knows what our
/// schemas use (type, const, enum, pattern, minimum, required, properties, additionalProperties, items, $ref
/// inside the schema, anyOf of one schema and null) and complains of anything else.
std::vector<std::string> schema_violations(const nlohmann::json& schema, const nlohmann::json& document);

}  // namespace certlift::test
