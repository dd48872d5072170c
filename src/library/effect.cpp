#include "library/effect.h"

#include "render/effect.h"

#include <cstddef>

namespace certlift::library {
namespace {

/// Mapped certificates of a site that are simulated at each of its paths.
constexpr std::size_t most_simulated = 1000;

}  // namespace

std::vector<pipeline::SiteMatrix> effect_between(const engine::Reading& before, const engine::Reading& after,
                                                 std::span<const engine::Outcome> outcomes) {
  pipeline::MatrixFilter filter{.most_certificates = most_simulated};
  bool concerns_all_sites = false;
  for (const engine::Outcome& outcome : outcomes) {
    if (!outcome.is_done()) continue;
    filter.sites.push_back(outcome.finding->site);
    concerns_all_sites = concerns_all_sites || outcome.finding->site.empty();
  }
  if (concerns_all_sites) filter.sites.clear();
  return render::masked(pipeline::effect_of_change(before.config, after.config, filter));
}

}  // namespace certlift::library
