#include "sources.h"

#include "base/base64.h"
#include "iis/client_certificate.h"

#include <algorithm>
#include <set>

namespace certlift::misplaced_client_cert_mappings {

using iis::Mapping;

std::string Source::text() const {
  return mapping->label() + " of " + (from ? "'" + from->path().text() + "'" : standing_level(*mapping)) +
         " (" + place(mapping->element) + ")";
}

std::string Source::access() const {
  std::string client = mapping->label();
  if (mapping->kind == iis::MappingKind::one_to_one)
    if (const auto certificate =
            iis::read_client_certificate(decode_base64(mapping->identity()).value_or("")))
      if (!certificate->subject.empty()) client = iis::shown_name(certificate->subject);
  return client + " \u2192 " + text_of(mapping->element, "userName");
}

namespace {

constexpr std::size_t listed_in_full = 5;

/// `texts`: the first ones, of `count`.
std::string list_of(const std::vector<std::string>& texts, std::size_t count) {
  std::string list;
  for (const std::string& text : texts) list += (list.empty() ? "" : ", ") + text;
  if (count > texts.size()) list += " and " + std::to_string(count - texts.size()) + " more";
  return list;
}

}  // namespace

std::string listed(const std::vector<std::string>& texts) {
  return list_of(
      {texts.begin(), texts.begin() + static_cast<std::ptrdiff_t>(std::min(texts.size(), listed_in_full))},
      texts.size());
}

std::vector<std::string> paths_of(const std::vector<Source>& sources) {
  std::vector<std::string> paths;
  std::set<const Candidate*> seen;
  for (const Source& source : sources)
    if (seen.insert(source.from).second) paths.push_back(source.from->path().text());
  return paths;
}

std::string listed(const std::vector<Source>& sources) {
  std::vector<std::string> texts;
  for (const Source& source : sources) texts.push_back(source.text());
  return listed(texts);
}

std::string listed_access(const std::vector<Source>& sources) {
  std::vector<std::string> texts;
  std::size_t count = 0;
  for (const Source& source : sources)
    if (!source.mapping->deny && ++count <= listed_in_full) texts.push_back(source.access());
  return list_of(texts, count);
}

std::vector<Source> coming(const LiftPlan& plan) {
  std::vector<Source> sources;
  if (plan.carrier)
    for (const Mapping& mapping : plan.carrier->section->mappings)
      if (plan.carrier->section->is_live(mapping) && !plan.takes_out(mapping.element))
        sources.push_back({plan.carrier, &mapping});
  for (const std::vector<Arrival>& arrivals : plan.arrivals)
    for (const Arrival& arrival : arrivals) sources.push_back({arrival.from, arrival.mapping});
  return sources;
}

}  // namespace certlift::misplaced_client_cert_mappings
