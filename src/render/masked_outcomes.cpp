#include "render/mask.h"
#include "render/report.h"
#include "render/secrets.h"

#include <algorithm>
#include <map>
#include <memory>

namespace certlift::render {
namespace {

using engine::Fix;
using engine::Risk;

bool holds_secret(const std::string& text) {
  return !secrets_of(text).empty();
}

bool has_secret(const Risk& risk) {
  return holds_secret(risk.message) || std::ranges::any_of(risk.paths, holds_secret);
}

bool says_secret(const Fix& fix) {
  return holds_secret(fix.title) || std::ranges::any_of(fix.risks, has_secret);
}

bool says_secret(const engine::Finding& finding) {
  return holds_secret(finding.location) || holds_secret(finding.message) || holds_secret(finding.remedy) ||
         (finding.refusal && holds_secret(finding.refusal->message)) ||
         (finding.ignored && holds_secret(finding.ignored->reason));
}

class OutcomeMask {
 public:
  /// The same finding where nothing of it is to be hidden.
  engine::SharedFinding told(const engine::SharedFinding& finding) {
    if (!finding->fix && !says_secret(*finding)) return finding;
    engine::Finding told = *finding;
    hide_in(told);
    return std::make_shared<const engine::Finding>(std::move(told));
  }

 private:
  void hide_in(engine::Finding& finding) {
    finding.location = mask_.hide(finding.location);
    finding.message = mask_.hide(finding.message);
    finding.remedy = mask_.hide(finding.remedy);
    if (finding.refusal)
      finding.refusal = engine::refusal_for(finding.refusal->code, mask_.hide(finding.refusal->message));
    if (finding.fix) finding.fix = hidden(finding.fix);
    if (finding.ignored && !finding.ignored->reason.empty())
      finding.ignored = std::make_shared<const engine::Ignored>(
          finding.ignored->by, mask_.hide(finding.ignored->reason), finding.ignored->position);
  }

  /// What findings share, they share afterwards. A fix is shown by its title and its risks; what works it out
  /// stays behind, and with it what that holds of the configuration.
  std::shared_ptr<const Fix> hidden(const std::shared_ptr<const Fix>& fix) {
    std::shared_ptr<const Fix>& known = fixes_[fix.get()];
    if (!known) known = std::make_shared<const Fix>(told(*fix));
    return known;
  }

  Fix told(const Fix& fix) {
    Fix told{.title = fix.title, .risks = fix.risks, .work = {}};
    if (!says_secret(fix)) return told;
    told.title = mask_.hide(told.title);
    for (Risk& risk : told.risks) {
      risk.message = mask_.hide(risk.message);
      for (std::string& path : risk.paths) path = mask_.hide(path);
    }
    return told;
  }

  Mask mask_;
  std::map<const Fix*, std::shared_ptr<const Fix>> fixes_;
};

}  // namespace

std::vector<engine::Outcome> masked(std::vector<engine::Outcome> outcomes) {
  OutcomeMask mask;
  for (engine::Outcome& outcome : outcomes) {
    outcome.finding = mask.told(outcome.finding);
    if (outcome.left) outcome.left = mask.told(outcome.left);
  }
  return outcomes;
}

}  // namespace certlift::render
