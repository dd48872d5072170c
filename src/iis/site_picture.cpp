#include "iis/site_picture.h"

#include "iis/binding.h"
#include "iis/certificate_mapping.h"
#include "iis/certificate_request.h"
#include "iis/in_effect.h"
#include "iis/schema.h"
#include "iis/sections.h"
#include "iis/site_mappings.h"

#include <algorithm>
#include <map>
#include <utility>

namespace certlift::iis {
namespace {

CertificateUse certificate_use(const HostConfig& config, const LocationPath& path) {
  if (requires_certificate(config, path)) return CertificateUse::required;
  return asks_for_certificate(config, path) ? CertificateUse::requested : CertificateUse::not_requested;
}

std::optional<PicturedMappings> mappings_at(const HostConfig& config, const LocationPath& path) {
  std::optional<PicturedMappings> found;
  for (const StoredSection& stored : config.stored_at(section::iis_certificate_mapping, path.key())) {
    const MappingSection& section = mapping_section(config, stored);
    if (section.mappings.empty()) continue;
    if (!found) found = {0, stored.element.position().line, !path.is_below_site()};
    found->count += section.mappings.size();
  }
  return found;
}

/// Applications and what location tags name, by their keys, so that each stands behind what it is below.
std::map<std::string, LocationPath> paths_of(const HostConfig& config, const LocationPath& site) {
  std::map<std::string, LocationPath> paths;
  const auto add = [&](const LocationPath& path) { paths.try_emplace(path.key() + "/", path); };
  add(site);
  if (const Site* row = config.site(site.site()))
    for (const Application& application : row->applications)
      add(LocationPath(row->name + "/" + application.path));
  for (const LocationPath& path : counted_paths(config, site)) add(path);
  return paths;
}

PicturedPath pictured(const HostConfig& config, const LocationPath& path) {
  const std::string text = path.text();
  const auto anonymous = effective_value(config, path, section::anonymous, "enabled");
  return {.path = text,
          .label = path.is_below_site() ? text.substr(text.find('/')) : text,
          .kind = config.kind_of(path),
          .depth = 0,
          .certificate = certificate_use(config, path),
          .lets_anonymous_in = read_bool(anonymous.value).value_or(false),
          .mappings = mappings_at(config, path)};
}

}  // namespace

SitePicture picture_of(const HostConfig& config, const LocationPath& site) {
  SitePicture picture{.site = site.site(), .bindings = {}, .paths = {}};
  if (const Site* row = config.site(picture.site))
    for (const WebBinding& binding : web_bindings(*row))
      picture.bindings.push_back((binding.is_https ? "https " : "http ") +
                                 std::string(binding.element.value("bindingInformation").value_or("")));
  std::vector<std::string> above;  // keys of those that the next may stand below
  for (const auto& [key, path] : paths_of(config, site)) {
    PicturedPath pictured_path = pictured(config, path);
    const bool is_concerned =
        pictured_path.mappings || pictured_path.certificate != CertificateUse::not_requested;
    if (path.is_below_site() && !is_concerned) {
      picture.left_out += pictured_path.kind == PathKind::application ? 1 : 0;
      continue;
    }
    while (!above.empty() && !key.starts_with(above.back())) above.pop_back();
    pictured_path.depth = above.size();
    above.push_back(key);
    picture.paths.push_back(std::move(pictured_path));
  }
  return picture;
}

}  // namespace certlift::iis
