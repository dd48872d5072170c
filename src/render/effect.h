#pragma once

#include "pipeline/access_matrix.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

/// Who gets in where after a change of a file, and did not before: what differs of the access matrix.
namespace certlift::render {

/// The same with a marker in place of each secret (see mask.h).
std::vector<pipeline::SiteMatrix> masked(std::vector<pipeline::SiteMatrix> matrix);

/// `401.2`, `CONTOSO\alice`, `anonymous`, or several with `or` between them.
std::string answer_of(const pipeline::Prediction& prediction);

/// `Shop/Partners with CN=alice: 401.2 → CONTOSO\alice`, for each answer that differs.
std::vector<std::string> effect_lines(std::span<const pipeline::SiteMatrix> effect);

/// How many answers are shown.
enum class Answers { few, all };

/// `who gets in where, ...` and the effect's lines, each further in; of many the first. With all of them also
/// what they rest on.
std::string effect_text(std::span<const pipeline::SiteMatrix> effect, Answers answers);

/// What the answers rest on, each once.
std::vector<pipeline::Assumption> assumptions_of(std::span<const pipeline::SiteMatrix> matrix);

/// Mapped certificates beyond the most that are looked at.
std::size_t left_out_of(std::span<const pipeline::SiteMatrix> matrix);

}  // namespace certlift::render
