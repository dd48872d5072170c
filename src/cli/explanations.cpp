#include "cli/explanations.h"

#include "cli/options.h"
#include "engine/registry.h"
#include "text/closest.h"
#include "text/wording.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace certlift::cli {

std::vector<Explanation> all_explanations() {
  std::vector<Explanation> all;
  for (const engine::Transform& rule : engine::registry())
    all.push_back({rule.id, "rule", rule.title, rule.explain});
  for (const engine::Topic& topic : engine::topics())
    all.push_back(
        {topic.id, topic.hurdle == engine::Hurdle::risk ? "risk" : "refusal", topic.title, topic.explain});
  std::ranges::stable_sort(all, {}, &Explanation::id);
  return all;
}

Result<std::vector<Explanation>> explanations_of(const std::string& word) {
  const std::vector<Explanation> all = all_explanations();
  std::vector<Explanation> found;
  std::vector<std::string> ids, beginning;
  for (const Explanation& explanation : all) {
    if (explanation.id == word) found.push_back(explanation);
    if (!ids.empty() && ids.back() == explanation.id) continue;
    ids.emplace_back(explanation.id);
    if (explanation.id.starts_with(word)) beginning.emplace_back(explanation.id);
  }
  if (!found.empty()) return found;
  if (word.empty() || beginning.empty())
    return wrong_usage("\"" + word + "\" is no rule, risk or refusal" + text::did_you_mean(word, ids));
  if (beginning.size() > 1)
    return wrong_usage("\"" + word + "\" can be " + text::alternatives(beginning) + "; type more of it");
  std::ranges::copy_if(all, std::back_inserter(found),
                       [&](const Explanation& explanation) { return explanation.id == beginning.front(); });
  return found;
}

}  // namespace certlift::cli
