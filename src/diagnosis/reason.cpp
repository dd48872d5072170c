#include "diagnosis/reason.h"

#include "iis/certificate_request.h"
#include "iis/in_effect.h"
#include "iis/modules.h"
#include "iis/site_mappings.h"
#include "pipeline/status.h"

#include <algorithm>
#include <array>
#include <utility>

namespace certlift::diagnosis {
namespace {

/// What all reasons look at.
struct Question {
  const iis::HostConfig& config;
  const engine::Reading& reading;
  const iis::LocationPath& path;
  iis::SiteMappings mappings;
  std::string settle;  ///< the command that follows the request with a certificate
};

Decision decision_of(bool applies) {
  return applies ? Decision::applies : Decision::does_not_apply;
}

pipeline::Place place_of_section(const iis::SiteMappings& mappings) {
  if (mappings.site != nullptr) return pipeline::Place(mappings.site->element);
  return mappings.server != nullptr ? pipeline::Place(mappings.server->element) : pipeline::Place();
}

bool has_mapping(const iis::SiteMappings& mappings) {
  return std::ranges::any_of(iis::mapping_kinds, [&](auto kind) { return mappings.first(kind) != nullptr; });
}

Reason is_misplaced(const Question& question) {
  const engine::Finding* const finding = finding_on_the_way(question.reading, question.path, misplaced_rule);
  Reason reason{"certificate mappings are stored below the site, where IIS does not read them",
                decision_of(finding != nullptr), misplaced_rule};
  if (finding != nullptr) {
    reason.place.file = question.reading.document.path();
    reason.place.line = finding->position.line;
  }
  return reason;
}

Reason is_off_or_empty(const Question& question) {
  const iis::SiteMappings& mappings = question.mappings;
  const bool applies = !mappings.settings.enabled || !has_mapping(mappings);
  return {"certificate mapping is off at the site, or the site and the server have no mapping",
          decision_of(applies), "nothing-mapped", place_of_section(mappings)};
}

Reason is_dead(const Question& question) {
  const iis::SiteMappings& mappings = question.mappings;
  const bool applies = mappings.settings.enabled && has_mapping(mappings) && !mappings.are_in_effect();
  return {"each mapping is of a kind that is switched off, or is off itself", decision_of(applies),
          "dead-mapping", place_of_section(mappings)};
}

Reason lacks_module(const Question& question) {
  constexpr std::string_view module = "IISCertificateMappingAuthenticationModule";
  const auto entries = iis::modules_at(question.config, question.path);
  const bool is_removed = entries && std::ranges::none_of(*entries, [&](xml::Element entry) {
                            return iis::same_name(entry.value("name").value_or(""), module);
                          });
  const bool applies =
      is_removed || iis::has_module(question.config, iis::section::global_modules, module) == false;
  return {std::string(module) + " is not loaded", decision_of(applies), "mapping-module-missing"};
}

pipeline::Place place_of_access(const Question& question) {
  return pipeline::Place(
      iis::effective_value(question.config, question.path, iis::section::access, "sslFlags").origin);
}

Reason requests_none(const Question& question) {
  const bool applies = !iis::asks_for_certificate(question.config, question.path);
  return {"the path does not request a client certificate", decision_of(applies), "certificate-not-requested",
          place_of_access(question)};
}

Reason fits_none(const Question& question) {
  Reason reason{"the client's certificate fits no mapping (renewed, or of another authority)",
                Decision::not_decidable, "expired-certificate"};
  reason.settle_with = question.settle;
  return reason;
}

Reason maps_by_directory(const Question& question) {
  const auto enabled =
      iis::effective_value(question.config, question.path, iis::section::ad_certificate_mapping, "enabled");
  return {"Active Directory mapping is on as well, and IIS does not use its own mappings then",
          decision_of(iis::same_name(enabled.value, "true")), "ad-mapping-on",
          pipeline::Place(enabled.origin)};
}

Reason only_negotiates(const Question& question) {
  const bool may_be = iis::asks_for_certificate(question.config, question.path) &&
                      !iis::requires_certificate(question.config, question.path);
  Reason reason{"the path negotiates a client certificate without requiring one, and the client sent none",
                may_be ? Decision::not_decidable : Decision::does_not_apply};
  if (!may_be) return reason;
  reason.place = place_of_access(question);
  reason.settle_with = "with SslRequireCert such a client gets 403.7 instead";
  return reason;
}

Reason has_no_authentication(const Question& question) {
  const engine::Finding* const finding =
      finding_on_the_way(question.reading, question.path, "no-authentication");
  Reason reason{"no authentication is enabled at the path", decision_of(finding != nullptr),
                "no-authentication"};
  if (finding != nullptr) {
    reason.place.file = question.reading.document.path();
    reason.place.line = finding->position.line;
  }
  return reason;
}

Reason is_denied(const Question& question) {
  bool has_deny = false;
  for (const iis::MappingKind kind : iis::mapping_kinds)
    for (const auto list : {question.mappings.inherited(kind), question.mappings.own(kind)})
      has_deny = has_deny || std::ranges::any_of(list, [](const iis::Mapping* m) { return m->deny; });
  Reason reason{"a mapping with permissionMode=\"Deny\" fits the certificate",
                has_deny ? Decision::not_decidable : Decision::does_not_apply, "deny-out-of-order"};
  if (has_deny) reason.settle_with = question.settle;
  return reason;
}

constexpr std::array deciders{is_misplaced,          is_off_or_empty, is_dead,           lacks_module,
                              requests_none,         fits_none,       maps_by_directory, only_negotiates,
                              has_no_authentication, is_denied};

}  // namespace

std::string_view name_of(Decision decision) {
  constexpr std::array<std::string_view, 3> names{"applies", "does-not-apply", "not-decidable"};
  return names[static_cast<std::size_t>(decision)];
}

const engine::Finding* finding_on_the_way(const engine::Reading& reading, const iis::LocationPath& path,
                                          std::string_view rule) {
  const engine::Finding* best = nullptr;
  for (const engine::SharedFinding& finding : reading.findings) {
    if (finding->rule != rule || !path.is_at_or_below(iis::LocationPath(finding->location))) continue;
    const bool is_deeper = best == nullptr || finding->location.size() > best->location.size();
    if (is_deeper) best = finding.get();
  }
  return best;
}

const engine::Finding* finding_behind(const engine::Reading& reading, const iis::LocationPath& path,
                                      std::string_view status) {
  const auto row = std::ranges::find(pipeline::statuses(), status, &pipeline::Status::code);
  if (row == pipeline::statuses().end()) return nullptr;
  for (const pipeline::Cause& cause : row->causes) {
    const auto* const found = cause.rule.empty() ? nullptr : finding_on_the_way(reading, path, cause.rule);
    if (found != nullptr) return found;
  }
  return nullptr;
}

std::vector<Reason> reasons_for_no_user(const engine::Reading& reading, const iis::LocationPath& path,
                                        const std::string& url) {
  const iis::HostConfig& config = reading.config;
  const Question question{
      config, reading, path, iis::site_mappings(config, iis::LocationPath(path.site())),
      "certlift simulate " + config.document().path() + " --url " + url + " --certificate CLIENT.CER"};
  std::vector<Reason> answers;
  for (const auto& decide : deciders) answers.push_back(decide(question));
  return answers;
}

}  // namespace certlift::diagnosis
