#include "pipeline/mapping_choice.h"

#include "base/base64.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace certlift::pipeline {
namespace {

using iis::CertificateState;
using iis::Mapping;
using iis::MappingKind;

/// The one-to-one mappings of one section that are used, by their certificates.
struct ByCertificate {
  std::unordered_multimap<std::string_view, const Mapping*> mappings;
  const Mapping* broken = nullptr;
};

/// By where the section begins: it stays there as long as the configuration.
struct CertificateIndexes {
  std::map<std::size_t, ByCertificate> by_section;
};

const ByCertificate& index_of(const iis::HostConfig& config, const iis::MappingSection& section) {
  auto& known = config.reading<CertificateIndexes>().by_section;
  const auto [entry, is_new] = known.try_emplace(section.element.span().begin);
  if (!is_new) return entry->second;
  for (const Mapping* mapping : section.standing[static_cast<std::size_t>(MappingKind::one_to_one)]) {
    if (!mapping->enabled) continue;
    const CertificateState state = mapping->certificate.state;
    const bool is_readable = state == CertificateState::sound || state == CertificateState::wrapped;
    if (is_readable) entry->second.mappings.emplace(mapping->identity(), mapping);
    if (!is_readable && !entry->second.broken) entry->second.broken = mapping;
  }
  return entry->second;
}

void find_one_to_one(const iis::HostConfig& config, const iis::SiteMappings& site, const std::string& base64,
                     MappingChoices& found) {
  constexpr MappingKind kind = MappingKind::one_to_one;
  for (const auto& [section, standing] :
       {std::pair{site.server, site.inherited(kind)}, {site.site, site.own(kind)}}) {
    if (standing.empty()) continue;
    const ByCertificate& index = index_of(config, *section);
    if (!found.broken) found.broken = index.broken;
    const auto [first, last] = index.mappings.equal_range(base64);
    for (const auto& [identity, mapping] : std::ranges::subrange(first, last)) {
      const bool is_same_text = mapping->key() == base64;
      found.choices.push_back({mapping, is_same_text ? Unknown::none : Unknown::same_certificate});
      if (is_same_text) found.may_be_none = false;
    }
  }
  std::ranges::stable_sort(found.choices, {}, [](const MappingChoice& c) { return c.why == Unknown::none; });
}

/// What the many-to-one mappings of a section are to certificates, by where it begins and by the names of the
/// certificate: all sites that inherit the section ask the same.
struct KnownFits {
  std::map<std::pair<std::size_t, std::string>, MappingChoices> by_names;
};

std::string names_of(const iis::ClientCertificate& certificate) {
  std::string names;
  for (const iis::DistinguishedName* name : {&certificate.subject, &certificate.issuer}) {
    for (const iis::NameAttribute& attribute : *name)
      names.append(attribute.oid)
          .append(attribute.is_readable ? "=" : "?")
          .append(std::to_string(attribute.value.size()))
          .append(":")
          .append(attribute.value);
    names += "/";
  }
  return names;
}

const MappingChoices& many_to_one_fits(const iis::HostConfig& config, const iis::MappingSection& section,
                                       const iis::ClientCertificate& certificate) {
  auto& known = config.reading<KnownFits>().by_names;
  const auto [entry, is_new] = known.try_emplace({section.element.span().begin, names_of(certificate)});
  MappingChoices& found = entry->second;
  if (!is_new) return found;
  for (const Mapping* mapping : section.standing[static_cast<std::size_t>(MappingKind::many_to_one)]) {
    const Match fit = mapping->enabled ? match(*mapping, certificate) : Match{Fit::no};
    if (fit.fit != Fit::no) found.choices.push_back({mapping, fit.why});
    found.may_be_none = fit.fit != Fit::yes;
    if (fit.fit == Fit::yes) break;
  }
  return found;
}

void find_many_to_one(const iis::HostConfig& config, const iis::SiteMappings& site,
                      const iis::ClientCertificate& certificate, MappingChoices& found) {
  constexpr MappingKind kind = MappingKind::many_to_one;
  for (const auto& [section, standing] :
       {std::pair{site.server, site.inherited(kind)}, {site.site, site.own(kind)}}) {
    if (standing.empty() || !found.may_be_none) continue;
    const MappingChoices& fits = many_to_one_fits(config, *section, certificate);
    std::ranges::copy(fits.choices, std::back_inserter(found.choices));
    found.may_be_none = fits.may_be_none;
  }
}

}  // namespace

MappingChoices choose_mapping(const iis::HostConfig& config, const iis::SiteMappings& site,
                              const iis::ClientCertificate& certificate) {
  MappingChoices one, many;
  if (site.uses(MappingKind::one_to_one)) find_one_to_one(config, site, encode_base64(certificate.der), one);
  if (site.uses(MappingKind::many_to_one)) find_many_to_one(config, site, certificate, many);
  if (!one.choices.empty() && !many.choices.empty()) {
    // IIS 6 asked the one-to-one mappings first; of IIS 7 and later nothing is told.
    for (MappingChoice& choice : one.choices) choice.why = Unknown::both_kinds;
    for (MappingChoice& choice : many.choices) choice.why = Unknown::both_kinds;
  }
  std::ranges::move(many.choices, std::back_inserter(one.choices));
  one.may_be_none = one.may_be_none && many.may_be_none;
  return one;
}

}  // namespace certlift::pipeline
