#include "cli/plan_difference.h"

#include "cli/target_report.h"
#include "plan/content.h"
#include "render/effect.h"

#include <algorithm>

namespace certlift::cli {
namespace {

std::string then_and_now(std::size_t then, std::size_t now) {
  const std::string text = " (" + render::counted(then, "byte") + " then";
  return text + (then == now ? " and now)" : ", " + std::to_string(now) + " now)");
}

constexpr std::size_t shown_changes = 8;

/// What differs in a file whose sections all say the same.
std::string difference_outside(const plan::PlannedTarget& then, const plan::PlannedContent& now) {
  const auto same_place = [](const plan::SectionState& a, const plan::SectionState& b) {
    return a.location == b.location && a.section == b.section;
  };
  if (!std::ranges::equal(then.sections, now.sections, same_place)) return "only the order of its sections";
  if (!then.rest)
    return "every section says the same, so it is a comment or white space outside the sections, their "
           "order, "
           "or a password in clear text";
  if (then.rest->text == now.rest.text) return "only a password or a key in clear text";
  return then.rest->comments == now.rest.comments
             ? "only what stands outside of its sections, such as white space, and no comment"
             : "only comments outside of its sections";
}

}  // namespace

std::string difference_since(const Invocation& invocation, const plan::PlannedTarget& then,
                             const apply::Snapshot& now) {
  const std::string sizes = then_and_now(then.size_before, now.bytes.size());
  const auto reading = engine::open(now.bytes, now.path, search_of(invocation).surroundings);
  if (!reading) return "it cannot be understood any more: " + render::text_of(reading.error()) + sizes;
  const plan::PlannedContent content = plan::content_of(**reading);
  const auto changes = plan::differences_in_words(then.sections, content.sections);
  if (changes.empty()) return difference_outside(then, content) + sizes;
  std::string text;
  for (std::size_t i = 0; i < std::min(changes.size(), shown_changes); ++i)
    text += (i == 0 ? "" : "; ") + changes[i];
  if (changes.size() > shown_changes)
    text += "; and " + render::counted(changes.size() - shown_changes, "section") + " more";
  return text + sizes;
}

std::string other_result(const plan::Plan& plan) {
  if (plan.version != CERTLIFT_VERSION)
    return "the plan was made by certlift " + plan.version + ", and certlift " + CERTLIFT_VERSION +
           " would write something else";
  return "the plan was made where IIS's schema files say something else" +
         (plan.schema_dir.empty() ? "" : " (--schema " + plan.schema_dir + ")") +
         ", web.config files said something else, or it was edited: certlift would write something else than "
         "it says";
}

std::optional<std::string> effect_difference(const plan::PlannedTarget& planned,
                                             const std::optional<std::vector<pipeline::SiteMatrix>>& effect) {
  if (!planned.effect) return std::nullopt;
  const std::vector<std::string> now = effect ? render::effect_lines(*effect) : std::vector<std::string>();
  const auto [then, here] = std::ranges::mismatch(*planned.effect, now);
  if (then == planned.effect->end() && here == now.end()) return std::nullopt;
  const auto shown = [](const auto& line, const std::vector<std::string>& lines) {
    return line == lines.end() ? "nothing more" : "\"" + render::in_one_line(*line) + "\"";
  };
  return "who gets in where would change in another way than the plan says, as after a certificate has "
         "expired: "
         "planned " +
         shown(then, *planned.effect) + ", now " + shown(here, now);
}

}  // namespace certlift::cli
