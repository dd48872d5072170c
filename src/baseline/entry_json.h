#pragma once

#include "baseline/baseline.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <span>

namespace certlift::baseline {

/// As docs/baseline.schema.json describes `findings`.
nlohmann::ordered_json json_of(std::span<const Entry> entries);

/// Nothing if it is none.
std::optional<Entry> entry_of(const nlohmann::json& object);

}  // namespace certlift::baseline
