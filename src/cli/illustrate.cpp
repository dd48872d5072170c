#include "cli/illustrate.h"

#include "cli/shown_difference.h"
#include "iis/site_mappings.h"
#include "render/effect.h"
#include "render/mask.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

namespace certlift::cli {
namespace {

/// Mapped certificates of a site that its matrix has rows for.
constexpr std::size_t most_shown = 50;

/// The sites with a finding as grave as the gravest, in the order of the file; each once. A page of all sites
/// about which there is a note would be of no use.
std::vector<iis::LocationPath> gravest_sites(const engine::Repair& repair) {
  engine::Severity gravest = engine::Severity::note;
  for (const engine::Outcome& outcome : repair.outcomes)
    gravest = std::max(gravest, outcome.finding.severity);
  std::vector<iis::LocationPath> sites;
  std::unordered_set<std::string> seen;
  for (const engine::Outcome& outcome : repair.outcomes) {
    iis::LocationPath site(outcome.finding.site);
    const bool is_shown = outcome.finding.severity == gravest || outcome.is_done();
    if (is_shown && !site.is_server() && seen.insert(site.key()).second) sites.push_back(std::move(site));
  }
  return sites;
}

void hide_secrets(iis::SitePicture& picture, render::Mask& mask) {
  picture.site = mask.hide(picture.site);
  for (std::string& binding : picture.bindings) binding = mask.hide(binding);
  for (iis::PicturedPath& path : picture.paths) {
    path.path = mask.hide(path.path);
    path.label = mask.hide(path.label);
  }
}

std::vector<iis::SitePicture> pictures_of(const iis::HostConfig& config,
                                          const std::vector<iis::LocationPath>& sites, render::Mask& mask) {
  std::vector<iis::SitePicture> pictures;
  for (const iis::LocationPath& site : sites) {
    pictures.push_back(iis::picture_of(config, site));
    hide_secrets(pictures.back(), mask);
  }
  return pictures;
}

}  // namespace

std::shared_ptr<const render::Illustration> illustrate(const Invocation& invocation,
                                                       const engine::Repair& repair) {
  const auto shown = std::make_shared<render::Illustration>();
  shown->has_secrets = invocation.options.show_secrets;
  const iis::HostConfig &before = repair.before->config, &after = repair.after->config;
  if (before.role() == iis::FileRole::web_config) return shown;
  const std::vector<iis::LocationPath> sites = gravest_sites(repair);
  const std::size_t all = iis::sites_of(before).size();
  shown->other_sites = all - std::min(all, sites.size());
  if (sites.empty()) return shown;
  render::Mask mask;
  shown->before = pictures_of(before, sites, mask);
  if (repair.before != repair.after) {
    shown->after = pictures_of(after, sites, mask);
    shown->diff = shown_difference(invocation, *repair.before, *repair.after, changes_of(repair));
  }
  pipeline::MatrixFilter filter{.most_certificates = most_shown};
  for (const iis::LocationPath& site : sites) filter.sites.push_back(site.site());
  pipeline::visit_access_matrix(before, after, filter,
                                [&](pipeline::SiteMatrix site) { shown->matrix.push_back(std::move(site)); });
  shown->matrix = render::masked(std::move(shown->matrix));
  return shown;
}

}  // namespace certlift::cli
