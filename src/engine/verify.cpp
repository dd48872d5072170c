#include "engine/verify.h"

#include "iis/doubled_keys.h"
#include "iis/effective.h"
#include "iis/site_mappings.h"

#include <algorithm>
#include <map>
#include <set>

namespace certlift::engine {
namespace {

std::unexpected<Error> broken(const std::string& law, const std::string& message) {
  return std::unexpected(Error{ErrorCode::law_broken, "certlift's own check \"" + law +
                                                          "\" failed: " + message +
                                                          ". This is a fault of certlift; "
                                                          "please report it"});
}

/// A key as a person reads it.
std::string readable(std::string key) {
  std::ranges::replace(key, '\n', ' ');
  return "'" + key + "'";
}

Result<void> verify_mappings(const iis::MappingReader& after, const DeclaredMappings& declared) {
  const iis::SiteMappings site = after.read(declared.site);
  std::set<std::pair<iis::MappingKind, std::string>> keys;
  for (const iis::Mapping& mapping : site.list_standing())
    if (!keys.emplace(mapping.kind, mapping.key).second)
      return broken("it means what was declared",
                    mapping.label + " would stand twice at " + declared.site.text());
  std::vector<std::string> meanings;
  for (const iis::Mapping& mapping : site.list_in_effect()) meanings.push_back(mapping.meaning);
  if (meanings != declared.meanings)
    return broken("it means what was declared",
                  "the mappings in effect at '" + declared.site.text() + "' would not be the declared ones");
  return {};
}

/// What IIS cannot read in a section at one place, in words that stay the same wherever in the file it
/// stands.
using Fault = std::pair<std::string, std::string>;

std::vector<Fault> faults_of(const iis::HostConfig& config, const std::string& section_path,
                             const iis::ElementSchema& schema) {
  std::vector<Fault> faults;
  std::set<std::string> stored_at;
  for (const iis::Location& location : config.locations()) {
    if (!iis::is_read_at(section_path, location.path)) continue;
    for (const iis::StoredSection& stored : config.stored_in(section_path, location)) {
      for (const iis::SchemaProblem& problem : problems_of(stored.element, schema))
        faults.emplace_back(location.path.key(), problem.message);
      if (!stored_at.insert(location.path.key()).second)
        faults.emplace_back(location.path.key(), "<" + schema.name + "> stored twice");
    }
  }
  for (const iis::DoubledKey& doubled : iis::doubled_keys(config, section_path, schema))
    faults.emplace_back(doubled.entry.location->path.key(),
                        "a doubled key in <" + std::string(doubled.collection().name()) + ">");
  return faults;
}

bool changes_section(const Fixes& made, std::string_view section_path) {
  return std::ranges::any_of(made, [&](const auto& fix) {
    return std::ranges::any_of(fix->changes, [&](const iis::MeaningChange& change) {
      return iis::names_section(change.key, section_path);
    });
  });
}

bool was_made(const Finding& finding, const Fixes& made) {
  return finding.fix && made.contains(finding.fix);
}

}  // namespace

FindingKey key_of(const Finding& finding) {
  return {finding.rule, finding.severity, iis::upper_case(finding.site),
          finding.subject ? *finding.subject : iis::LocationPath(finding.location).key()};
}

Result<void> verify_bytes(std::string_view bytes, const text::DecodedText& text) {
  const auto read = text::decode(std::string(bytes));
  if (!read || read->text != text.text || read->encoding != text.encoding || read->bom != text.bom)
    return broken("it parses", "the new bytes do not read as what they were made from");
  return {};
}

Result<void> verify_local(std::string_view before, std::string_view after, const text::EditSet& edits) {
  const std::string law = "it is local";
  std::size_t from = 0, to = 0;
  for (const text::Edit& edit : edits.edits()) {
    const std::size_t kept = edit.span.begin - from;
    if (before.substr(from, kept) != after.substr(std::min(to, after.size()), kept))
      return broken(law, "a byte outside the edits has changed");
    from = edit.span.end;
    to += kept + edit.text.size();
  }
  if (to > after.size() || before.substr(from) != after.substr(to))
    return broken(law, "a byte outside the edits has changed");
  if (edits.inverse(before).apply(after) != before)
    return broken(law, "the way back does not lead to the original");
  return {};
}

Result<void> verify_meaning(const iis::HostConfig& before, const iis::HostConfig& after, const Fixes& made) {
  std::vector<iis::MeaningChange> declared;
  for (const auto& fix : made) declared.insert(declared.end(), fix->changes.begin(), fix->changes.end());
  const auto differences = undeclared_differences(before, after, declared);
  if (!differences.empty())
    return broken("it means what was declared", readable(differences.front().key) + " " +
                                                    differences.front().what + " without being declared");
  const iis::MappingReader reader(after);
  for (const auto& fix : made)
    if (fix->mappings)
      if (auto verified = verify_mappings(reader, *fix->mappings); !verified) return verified;
  return {};
}

Result<void> verify_readable(const iis::HostConfig& before, const iis::HostConfig& after, const Fixes& made) {
  for (const auto& [path, schema] : before.schema().sections()) {
    if (!changes_section(made, path)) continue;
    std::map<Fault, std::ptrdiff_t> known;
    for (Fault& fault : faults_of(before, path, schema)) ++known[std::move(fault)];
    for (const Fault& fault : faults_of(after, path, schema))
      if (--known[fault] < 0)
        return broken("it is mended",
                      readable(fault.first) + " would newly have what IIS cannot read: " + fault.second);
  }
  return {};
}

Result<void> verify_mended(std::span<const Finding> before, const Fixes& made,
                           std::span<const Finding> after) {
  std::map<FindingKey, std::ptrdiff_t> allowed;
  for (const Finding& finding : before)
    if (!was_made(finding, made)) ++allowed[key_of(finding)];
  for (const Finding& finding : after)
    if (finding.severity != Severity::note && --allowed[key_of(finding)] < 0)
      return broken("it is mended",
                    "'" + finding.location + "' would still, or newly, have: " + finding.message);
  return {};
}

}  // namespace certlift::engine
