#include "engine/verify.h"

#include "iis/doubled_keys.h"
#include "iis/in_effect.h"
#include "iis/section_problems.h"
#include "iis/site_mappings.h"

#include <algorithm>
#include <map>
#include <ranges>
#include <set>

namespace certlift::engine {
namespace {

/// Certificates and names, by kind.
using MappingKeys = std::array<std::set<std::string_view>, 2>;

/// Adds the keys; the first mapping whose key is there already.
const iis::Mapping* add_keys(std::span<const iis::Mapping* const> mappings, MappingKeys& keys) {
  const auto is_taken = [&](const iis::Mapping* mapping) {
    return !keys[static_cast<std::size_t>(mapping->kind)].insert(mapping->key()).second;
  };
  const auto taken = std::ranges::find_if(mappings, is_taken);
  return taken == mappings.end() ? nullptr : *taken;
}

/// One that has the key of another one at the site. `inherited`: the keys of the server's.
const iis::Mapping* find_twin(const iis::SiteMappings& site, const MappingKeys& inherited) {
  MappingKeys keys;
  for (iis::MappingKind kind : iis::mapping_kinds) {
    const auto& above = inherited[static_cast<std::size_t>(kind)];
    const auto own = site.own(kind);
    const auto is_inherited = [&](const iis::Mapping* mapping) { return above.contains(mapping->key()); };
    if (const auto found = std::ranges::find_if(own, is_inherited);
        found != own.end() && !site.inherited(kind).empty())
      return *found;
    if (const iis::Mapping* twin = add_keys(own, keys)) return twin;
  }
  return nullptr;
}

Result<void> verify_mappings(const iis::HostConfig& after, const MappingKeys& inherited,
                             const DeclaredMappings& declared) {
  const iis::SiteMappings site = iis::site_mappings(after, declared.site);
  if (const iis::Mapping* twin = find_twin(site, inherited))
    return broken(law::meant, twin->label() + " would stand twice at " + declared.site.text());
  std::array<bool, 2> inherits{};
  std::vector<std::string> meanings;
  for (iis::MappingKind kind : iis::mapping_kinds) {
    if (!site.uses(kind)) continue;
    inherits[static_cast<std::size_t>(kind)] = !site.inherited(kind).empty();
    for (const iis::Mapping* mapping : site.own(kind)) meanings.push_back(mapping->meaning());
  }
  if (inherits != declared.inherits || meanings != declared.meanings)
    return broken(law::meant,
                  "the effective mappings at '" + declared.site.text() + "' would not be the declared ones");
  return {};
}

/// What IIS cannot read in a section at one place, in words that stay the same wherever in the file it
/// stands.
using Fault = std::pair<std::string, std::string>;

std::vector<Fault> faults_of(const iis::HostConfig& config, const std::string& section_path,
                             const iis::ElementSchema& schema) {
  std::vector<Fault> faults;
  std::set<std::string> stored_at;
  for (const iis::StoredSection& stored : config.sections(section_path)) {
    const iis::LocationPath& path = stored.location->path;
    if (!iis::is_read_at(section_path, path)) continue;
    for (const iis::SchemaProblem& problem : iis::problems_at(config, stored.element, schema))
      faults.emplace_back(path.key(), problem.message);
    if (!stored_at.insert(path.key()).second)
      faults.emplace_back(path.key(), "<" + schema.name + "> stored twice");
  }
  for (const iis::DoubledKey& doubled : iis::doubled_keys(config, section_path, schema))
    faults.emplace_back(doubled.entry.location->path.key(),
                        "a doubled key in <" + std::string(doubled.collection().name()) + ">");
  return faults;
}

bool changes_section(const Fixes& made, std::string_view section_path) {
  return std::ranges::any_of(made | std::views::values, [&](const Declaration& declared) {
    return std::ranges::any_of(declared.changes, [&](const iis::MeaningChange& change) {
      return change.key.section == section_path;
    });
  });
}

bool was_made(const Finding& finding, const Fixes& made) {
  return finding.fix && made.contains(finding.fix);
}

}  // namespace

std::unexpected<Error> broken(std::string_view law, const std::string& message) {
  return std::unexpected(Error{ErrorCode::law_broken, "certlift's own check \"" + std::string(law) +
                                                          "\" failed: " + message +
                                                          ". This is a fault of certlift; please report it"});
}

Result<void> verify_bytes(const Reading& after) {
  const auto read = text::decode(after.bytes());
  if (!read || read->text() != after.text() || read->encoding != after.encoding || read->bom != after.bom)
    return broken(law::parses, "the new bytes do not read as what they were made from");
  return {};
}

Result<void> verify_local(std::string_view before, std::string_view after, const text::EditSet& edits) {
  std::size_t from = 0, to = 0;
  for (const text::Edit& edit : edits.edits()) {
    const std::size_t kept = edit.span.begin - from;
    if (before.substr(from, kept) != after.substr(std::min(to, after.size()), kept))
      return broken(law::local, "a byte outside the edits has changed");
    from = edit.span.end;
    to += kept + edit.text.size();
  }
  if (to > after.size() || before.substr(from) != after.substr(to))
    return broken(law::local, "a byte outside the edits has changed");
  if (edits.inverse(before).apply(after) != before)
    return broken(law::local, "the inverse edits do not give the original back");
  return {};
}

Result<void> verify_meaning(const iis::HostConfig& before, const iis::HostConfig& after, const Fixes& made) {
  std::vector<iis::MeaningChange> declared;
  for (const auto& [fix, own] : made) declared.insert(declared.end(), own.changes.begin(), own.changes.end());
  const auto differences = undeclared_differences(before, after, declared);
  if (!differences.empty())
    return broken(law::meant, iis::in_words(differences.front().key) + " " + differences.front().what +
                                  " without being declared");
  MappingKeys inherited;
  const iis::SiteMappings server = iis::site_mappings(after, iis::LocationPath());
  for (iis::MappingKind kind : iis::mapping_kinds) add_keys(server.inherited(kind), inherited);
  for (const auto& [fix, own] : made)
    if (own.mappings)
      if (auto verified = verify_mappings(after, inherited, *own.mappings); !verified) return verified;
  return {};
}

Result<void> verify_readable(const iis::HostConfig& before, const iis::HostConfig& after, const Fixes& made) {
  for (const auto& [path, schema] : before.schema().sections()) {
    if (!changes_section(made, path)) continue;
    std::map<Fault, std::ptrdiff_t> known;
    for (Fault& fault : faults_of(before, path, schema)) ++known[std::move(fault)];
    for (const Fault& fault : faults_of(after, path, schema))
      if (--known[fault] < 0)
        return broken(law::fixed,
                      "'" + fault.first + "' would have something new that IIS cannot read: " + fault.second);
  }
  return {};
}

Result<void> verify_fixed(std::span<const SharedFinding> before, const Fixes& made,
                          std::span<const SharedFinding> after) {
  std::map<FindingKey, std::ptrdiff_t> allowed;
  for (const SharedFinding& finding : before)
    if (!was_made(*finding, made)) ++allowed[key_of(*finding)];
  for (const SharedFinding& finding : after)
    if (finding->severity != Severity::note && !finding->is_about_comment && --allowed[key_of(*finding)] < 0)
      return broken(law::fixed,
                    "'" + finding->location + "' would still, or newly, have: " + finding->message);
  return {};
}

}  // namespace certlift::engine
