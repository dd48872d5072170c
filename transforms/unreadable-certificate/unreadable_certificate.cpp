#include "engine/transform.h"
#include "iis/certificate.h"
#include "iis/content.h"
#include "iis/site_mappings.h"
#include "xml/rewrite.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::unreadable_certificate {
namespace {

using engine::Finding;
using engine::Severity;

constexpr std::array<std::string_view, 2> refusal_codes{"same-certificate", "not-understood"};

constexpr std::string_view explanation = R"(## What it finds

One-to-one mappings whose `certificate` is not plain base64 of a certificate: PEM armour (`-----BEGIN CERTIFICATE-----`),
white space or line breaks in it, a thumbprint (40 or 64 hex digits, whatever stands between them), nothing, no base64
at all, or base64 of something else. A text with `...` in it is taken for an
abbreviation and only noted.

## Why it matters

IIS compares the certificate to the letter, so one with a line break in it never matches. One that cannot be decoded
can break all one-to-one mappings of its site: requests then end in 401.1 with 0x80093102.

## What the fix does

It removes armour and white space where what is left is a certificate. Refused (`same-certificate`) where another mapping
of the same site, or one at the server level, already has that certificate. What is no certificate is only reported: enter it again.
A thumbprint does not hold the certificate. The finding has a command for PowerShell, to copy: it
prints what belongs there, from a file with the client's certificate.

## What it requires

Nothing.

## Sources

- Configuration reference, `oneToOneMappings/add`: remove line breaks, the strings must be identical
- MSDN blog, "One-to-one client certificate mapping, 401.1 with a sc-win32-status of 2148086018" (2012)
)";

using iis::CertificateState;
using iis::MappingSection;
using iis::UsedMapping;

/// Wrapped certificates of one section are unwrapped together.
struct Repair {
  iis::Overrides overrides;
  std::vector<text::Edit> edits;
};

/// Who maps a certificate: at each site (its key; "" is the server level), also where it is not effective and
/// for sites that are gone. Unwrapping must not make a key that is there already.
using Mappers = std::map<std::string_view, std::vector<xml::Element>>;

std::map<std::string_view, Mappers> mappers_by_certificate(const iis::HostConfig& config) {
  std::map<std::string_view, Mappers> by_certificate;
  for (const iis::StoredSection& stored : config.sections(iis::section::iis_certificate_mapping))
    for (const iis::Mapping& mapping : iis::mapping_section(config, stored).mappings)
      if (mapping.kind == iis::MappingKind::one_to_one)
        by_certificate[mapping.identity()][stored.location->path.site_key()].push_back(mapping.element);
  return by_certificate;
}

/// Another mapping of the certificate that could meet this one: at its site or the server level, or, if this
/// one stands at the server level, anywhere. None if there is none.
xml::Element rival_of(const UsedMapping& used, const Mappers& mappers) {
  const auto among = [&](const std::vector<xml::Element>& elements) {
    const auto is_other = [&](xml::Element e) {
      return e.span().begin != used.mapping->element.span().begin;
    };
    const auto other = std::ranges::find_if(elements, is_other);
    return other == elements.end() ? xml::Element() : *other;
  };
  if (used.section->location->path.is_server()) {
    for (const auto& [site, elements] : mappers)
      if (const xml::Element other = among(elements)) return other;
    return {};
  }
  const xml::Element here = among(mappers.at(used.section->location->path.site_key()));
  const auto server = mappers.find("");
  return here || server == mappers.end() ? here : among(server->second);
}

void unwrap(xml::Element element, Repair& repair) {
  const std::string bare = iis::without_armour(element.value("certificate").value_or(""));
  const std::array<xml::NameValue, 1> certificate{{{"certificate", bare}}};
  for (text::Edit& edit : xml::set_attributes(element, certificate)) repair.edits.push_back(std::move(edit));
  repair.overrides[element.span().begin]["certificate"] = bare;
}

std::shared_ptr<const engine::Fix> make_fix(const MappingSection& section, Repair repair) {
  return std::make_shared<const engine::Fix>(engine::Fix{
      .title = "remove PEM armour and white space from the certificates of this section",
      .work = [&section, repair = std::move(repair)] {
        return engine::FixWork{
            .edits = repair.edits,
            .declared = {
                .changes = {{iis::meaning_key(*section.location, iis::section::iis_certificate_mapping),
                             iis::canonical_with_comments(section.element, repair.overrides)}}}};
      }});
}

/// Sections that stand more than once in tags of one kind: it cannot be said then which of them is meant.
class StoredTwice {
 public:
  explicit StoredTwice(const iis::HostConfig& config) {
    for (const iis::StoredSection& stored : config.sections(section_path))
      ++copies_[key_of(*stored.location)];
  }
  bool contains(const MappingSection& section) const { return copies_.at(key_of(*section.location)) > 1; }

 private:
  static constexpr std::string_view section_path = iis::section::iis_certificate_mapping;
  static iis::MeaningKey key_of(const iis::Location& location) {
    return iis::meaning_key(location, section_path);
  }
  std::map<iis::MeaningKey, std::size_t> copies_;
};

std::string description(CertificateState state) {
  switch (state) {
    case CertificateState::sound:
      return "";
    case CertificateState::wrapped:
      return " has PEM armour or white space in it, so IIS never matches it";
    case CertificateState::not_base64:
      return " is no base64, so IIS cannot read it: enter it again; PowerShell prints it";
    case CertificateState::no_certificate:
      return " is base64, but of no certificate: enter it again; PowerShell prints it";
    case CertificateState::sha1_thumbprint:
    case CertificateState::sha256_thumbprint:
    case CertificateState::empty:
      return iis::what_was_entered(state);
  }
  return "";
}

Finding report(const UsedMapping& used, CertificateState state) {
  const bool abbreviated = used.mapping->key().contains("...");
  Finding finding = engine::finding_at(
      used.mapping->element, used.section->location->path, abbreviated ? Severity::note : Severity::warning,
      used.mapping->label() + (abbreviated ? " is abbreviated" : description(state)));
  if (!abbreviated && state != CertificateState::wrapped) finding.remedy = iis::print_certificate_command;
  finding.subject = used.mapping->key();
  return finding;
}

std::vector<Finding> find(const iis::HostConfig& config) {
  std::optional<std::map<std::string_view, Mappers>> mappers;  // for those that are wrapped, so seldom
  std::optional<StoredTwice> stored_twice;
  std::map<const MappingSection*, Repair> repairs;
  std::vector<Finding> findings;
  std::vector<std::pair<std::size_t, const MappingSection*>> fixable;  // which of them, and where
  for (const UsedMapping& one : iis::used_mappings(config)) {
    if (one.mapping->kind != iis::MappingKind::one_to_one) continue;
    const CertificateState state = one.mapping->certificate.state;
    if (state == CertificateState::sound) continue;
    findings.push_back(report(one, state));
    if (state != CertificateState::wrapped) continue;
    if (!mappers) mappers = mappers_by_certificate(config);
    if (!stored_twice) stored_twice.emplace(config);
    if (const xml::Element rival = rival_of(one, mappers->at(one.mapping->identity()))) {
      findings.back().refusal = engine::refusal_for(
          "same-certificate", "another mapping (" + config.document().place(rival.span().begin) +
                                  ") has the same certificate; keep one of the two");
    } else if (stored_twice->contains(*one.section)) {
      findings.back().refusal = engine::refusal_for(
          "not-understood", "the section is stored twice for this path; keep one of them");
    } else {
      unwrap(one.mapping->element, repairs[one.section]);
      fixable.emplace_back(findings.size() - 1, one.section);
    }
  }
  std::map<const MappingSection*, std::shared_ptr<const engine::Fix>> fixes;
  for (auto& [section, repair] : repairs) fixes.emplace(section, make_fix(*section, std::move(repair)));
  for (const auto& [finding, section] : fixable) findings[finding].fix = fixes.at(section);
  return findings;
}

}  // namespace

extern const engine::Transform transform;
const engine::Transform transform{.id = "unreadable-certificate",
                                  .title = "a mapped certificate that IIS cannot match",
                                  .explain = explanation,
                                  .risks = {},
                                  .find = find,
                                  .bearing = engine::Bearing::in_the_way,
                                  .hindrance =
                                      "the client with this certificate gets no user; at worst no "
                                      "one-to-one mapping of the site works (401.1)",
                                  .refusals = refusal_codes,
                                  .files = engine::Files::all};

}  // namespace certlift::unreadable_certificate
