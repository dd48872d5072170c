#include "library/illustrate.h"

#include "iis/site_mappings.h"
#include "library/difference.h"
#include "library/hunk_reasons.h"
#include "render/effect.h"
#include "render/mask.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

namespace certlift::library {
namespace {

/// Mapped certificates of a site that its matrix has rows for.
constexpr std::size_t most_shown = 50;

/// Sites that are shown as pictures, with who gets in where. Of more a page would be slow to open, and nobody
/// looks at them all.
constexpr std::size_t most_pictures = 50;

/// The sites that something was found at, each once, in the order of the file.
struct FoundSites {
  std::vector<iis::LocationPath> gravest = {};  ///< with a finding as grave as the gravest, or a fix
  std::vector<iis::LocationPath> others = {};
};

FoundSites found_sites(const engine::Repair& repair) {
  engine::Severity gravest = engine::Severity::note;
  for (const engine::Outcome& outcome : repair.outcomes)
    gravest = std::max(gravest, outcome.finding->severity);
  FoundSites sites;
  std::unordered_set<std::string> seen;
  const auto take = [&](bool is_gravest, std::vector<iis::LocationPath>& to) {
    for (const engine::Outcome& outcome : repair.outcomes) {
      if (is_gravest && outcome.finding->severity != gravest && !outcome.is_done()) continue;
      iis::LocationPath site(outcome.finding->site);
      if (!site.is_server() && seen.insert(site.key()).second) to.push_back(std::move(site));
    }
  };
  take(true, sites.gravest);
  take(false, sites.others);
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

render::Difference difference_of(const engine::Repair& repair, render::Secrets secrets) {
  const engine::Reading &before = *repair.before, &after = *repair.after;
  const auto certificates =
      secrets == render::Secrets::shown ? render::Certificates::whole : render::Certificates::shortened;
  return difference_between(before.document.path(), before.encoding, {before.bytes(), before.text()},
                            {after.bytes(), after.text()}, changes_of(repair), secrets, certificates);
}

/// The sites without a picture: those with findings by name, the others by their number.
void add_others(const iis::HostConfig& config, FoundSites& sites, render::Mask& mask,
                render::Illustration& shown) {
  const std::size_t all = iis::sites_of(config).size(), found = sites.gravest.size() + sites.others.size();
  shown.silent_sites = all - std::min(all, found);
  const std::size_t pictured = std::min(sites.gravest.size(), most_pictures);
  sites.others.insert(sites.others.begin(), sites.gravest.begin() + static_cast<std::ptrdiff_t>(pictured),
                      sites.gravest.end());
  sites.gravest.resize(pictured);
  for (const iis::LocationPath& site : sites.others) shown.other_sites.push_back(mask.hide(site.site()));
}

}  // namespace

std::shared_ptr<const render::Illustration> illustrate(const engine::Selection& selection,
                                                       render::Secrets secrets, const engine::Repair& repair,
                                                       std::span<const engine::Outcome> told) {
  const auto shown = std::make_shared<render::Illustration>();
  shown->has_secrets = secrets == render::Secrets::shown;
  const iis::HostConfig &before = repair.before->config, &after = repair.after->config;
  if (before.role() == iis::FileRole::web_config) return shown;
  const bool is_fixed = repair.before != repair.after;
  if (is_fixed) {
    shown->difference = difference_of(repair, secrets);
    shown->reasons = reasons_of(shown->difference.hunks, repair, told);
  }
  FoundSites sites = found_sites(repair);
  render::Mask mask;
  add_others(before, sites, mask, *shown);
  if (!selection.sites.empty()) shown->silent_sites = 0;  // they were not looked at
  if (sites.gravest.empty()) return shown;
  shown->before = pictures_of(before, sites.gravest, mask);
  if (is_fixed) shown->after = pictures_of(after, sites.gravest, mask);
  pipeline::MatrixFilter filter{.most_certificates = most_shown};
  for (const iis::LocationPath& site : sites.gravest) filter.sites.push_back(site.site());
  pipeline::visit_access_matrix(before, after, filter,
                                [&](pipeline::SiteMatrix site) { shown->matrix.push_back(std::move(site)); });
  shown->matrix = render::masked(std::move(shown->matrix));
  return shown;
}

}  // namespace certlift::library
