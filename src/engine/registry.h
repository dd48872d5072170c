#pragma once

#include "engine/transform.h"

#include <span>

namespace certlift::engine {

/// All transforms, sorted by id. Defined in transforms/registry.cpp.
std::span<const Transform> registry();

/// Why a fix is not made without a person: it needs consent, or a decision.
enum class Hurdle { risk, refusal };

/// What is to be known of a risk or a refusal, for `certlift explain`.
struct Topic {
  std::string_view id;  ///< what `--accept` takes, or what stands in `refused (...)`
  Hurdle hurdle;
  std::string_view title;
  std::string_view explain;  ///< Markdown: what it means, what to look at, how to decide
};

/// All risks and refusals, sorted by id. Defined in transforms/topics.cpp.
std::span<const Topic> topics();

}  // namespace certlift::engine
