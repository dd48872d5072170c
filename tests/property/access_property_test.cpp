#include "iis/host_config.h"
#include "iis/site_mappings.h"
#include "pipeline/access_matrix.h"
#include "pipeline/simulate.h"
#include "property/emit.h"
#include "property/generate.h"
#include "property/run.h"
#include "xml/document.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

/// What holds of predictions, for every configuration; how often it is tried, see property_test.cpp.
namespace certlift::property {
namespace {

using pipeline::MatrixCell;
using pipeline::MatrixPath;
using pipeline::Prediction;
using pipeline::SiteMatrix;

/// Each cell of the access matrix, now and after the fix.
void each_cell(const engine::Repair& repair,
               const std::function<void(const SiteMatrix&, const MatrixPath&, const MatrixCell&)>& see) {
  pipeline::visit_access_matrix(repair.before->config, repair.after->config, {}, [&](const SiteMatrix& site) {
    for (const MatrixPath& path : site.paths)
      for (const MatrixCell& cell : path.cells) see(site, path, cell);
  });
}

/// The same answer by a configuration that nothing was asked before.
Prediction asked_alone(const xml::Document& document, const SiteMatrix& site, const MatrixPath& path,
                       const MatrixCell& cell, const pipeline::Request& options, unsigned windows = 0) {
  iis::Surroundings at = surroundings;
  at.windows = windows;
  const iis::HostConfig config(document, at);
  pipeline::Request request = options;
  request.url = pipeline::read_url(path.url).value();
  const auto& certificate = site.clients[cell.client]->certificate;
  request.certificate = certificate ? &*certificate : nullptr;
  const iis::LocationPath location(site.site);
  const iis::Site* row = config.site(site.site);
  std::optional<iis::WebBinding> https;
  if (row)
    for (const iis::WebBinding& binding : iis::web_bindings(*row))
      if (binding.is_https && !https) https = binding;
  return pipeline::SimulatedPath(config, location, request.url.path, https).answer(request);
}

RC_GTEST_PROP(AccessProperty, TheMatrixAnswersAsEachRequestAloneIsAnswered,
              (const Config& config, const RandomConsent& consent)) {
  const engine::Repair repair = fixed(emit(config, {}).text, {.accept = consent.risks});
  each_cell(repair, [&](const SiteMatrix& site, const MatrixPath& path, const MatrixCell& cell) {
    RC_ASSERT(same_answer(cell.now, asked_alone(repair.before->document, site, path, cell, {})));
    RC_ASSERT(same_answer(cell.after, asked_alone(repair.after->document, site, path, cell, {})));
  });
}

RC_GTEST_PROP(AccessProperty, WhatIsCertainIsSoWhateverIsAssumed, (const Config& config)) {
  using pipeline::HttpVersion, pipeline::TlsVersion;
  const std::array<pipeline::Request, 5> options{
      pipeline::Request{.tls = TlsVersion::tls12}, pipeline::Request{.tls = TlsVersion::tls13},
      pipeline::Request{.http = HttpVersion::http2}, pipeline::Request{.negotiated = true},
      pipeline::Request{.tls = TlsVersion::tls13, .negotiated = false, .post_handshake_auth = true}};
  const engine::Repair repair = fixed(emit(config, {}).text, {});
  each_cell(repair, [&](const SiteMatrix& site, const MatrixPath& path, const MatrixCell& cell) {
    if (cell.now.grade != pipeline::Grade::certain) return;
    for (const pipeline::Request& option : options)
      for (const unsigned windows : {0U, 2016U, 2022U, 2025U})
        RC_ASSERT(
            same_answer(cell.now, asked_alone(repair.before->document, site, path, cell, option, windows)));
  });
}

bool is_at_or_below(const std::string& path, const std::string& other) {
  return iis::LocationPath(path).is_at_or_below(iis::LocationPath(other));
}

/// Whether the lift says that it concerns the path: as the one that it lifts from, or in a risk.
bool is_announced(const engine::Outcome& outcome, const std::string& path) {
  if (!outcome.is_done()) return false;
  if (is_at_or_below(path, outcome.finding->location)) return true;
  if (!outcome.finding->fix) return false;
  return std::ranges::any_of(outcome.finding->fix->risks, [&](const engine::Risk& risk) {
    return std::ranges::any_of(risk.paths,
                               [&](const std::string& named) { return is_at_or_below(path, named); });
  });
}

RC_GTEST_PROP(AccessProperty, NoAnswerChangesWhereTheLiftDoesNotSaySo, (const Config& config)) {
  const engine::Repair repair = fixed(emit(config, {}).text, lift_only({"all"}));
  each_cell(repair, [&](const SiteMatrix&, const MatrixPath& path, const MatrixCell& cell) {
    if (!cell.is_changed()) return;
    RC_ASSERT(std::ranges::any_of(
        repair.outcomes, [&](const engine::Outcome& outcome) { return is_announced(outcome, path.path); }));
  });
}

/// Whether nobody's access hangs on the certificate's mapping: it has expired, or is not valid yet.
bool is_out_of_date(const Prediction& prediction) {
  return std::ranges::any_of(prediction.outcomes,
                             [](const auto& outcome) { return outcome.status == "403.17"; });
}

/// Whether an answer at the path differs, or would differ for a valid certificate, or may differ as far as is
/// known; or nobody is known whom the mappings are for.
bool may_differ_at(const engine::Repair& repair, const std::string& path) {
  bool differs = false, has_clients = true;
  each_cell(repair, [&](const SiteMatrix& site, const MatrixPath& row, const MatrixCell& cell) {
    if (!is_at_or_below(row.path, path)) return;
    differs = differs || cell.is_changed() || is_out_of_date(cell.now) ||
              cell.now.grade == pipeline::Grade::not_certain;
    has_clients = std::ranges::any_of(site.clients, [](const auto& client) { return !client->user.empty(); });
  });
  return differs || !has_clients;
}

/// Of such tags risks are looked for in both readings, of which predictions take IIS's; and in mappings that
/// are switched off, lest they are switched on again.
bool is_taken_for_the_worse(const Tag& tag) {
  const auto is_off = [](const Entry& entry) { return entry.enabled == Given::no; };
  return tag.inherit != 0 || std::ranges::any_of(tag.sections, [&](const Section& section) {
           return std::ranges::any_of(section.one, is_off) || std::ranges::any_of(section.many, is_off);
         });
}

RC_GTEST_PROP(AccessProperty, AnAnswerChangesWhereAccessIsSaidToWiden, (const Config& config)) {
  if (is_taken_for_the_worse(config.server) || std::ranges::any_of(config.tags, is_taken_for_the_worse))
    return;
  const engine::Repair repair = fixed(emit(config, {}).text, lift_only({"all"}));
  for (const engine::Outcome& outcome : repair.outcomes) {
    if (!outcome.applied) continue;
    for (const engine::Risk& risk : outcome.finding->fix->risks)
      if (risk.id == "widens-access" && !risk.message.contains("delegated"))
        for (const std::string& path : risk.paths) RC_ASSERT(may_differ_at(repair, path));
  }
}

RC_GTEST_PROP(AccessProperty, ALiftWithoutConsentWorsensNoCertainAccessElsewhere, (const Config& config)) {
  const engine::Repair repair = fixed(emit(config, {}).text, lift_only({}));
  each_cell(repair, [&](const SiteMatrix&, const MatrixPath& path, const MatrixCell& cell) {
    const bool gets_in = cell.now.outcomes.size() == 1 && cell.now.outcomes[0].status == pipeline::passed;
    if (!gets_in || !cell.is_changed()) return;
    RC_ASSERT(std::ranges::any_of(repair.outcomes, [&](const engine::Outcome& outcome) {
      return outcome.is_done() && is_at_or_below(path.path, outcome.finding->location);
    }));
  });
}

}  // namespace
}  // namespace certlift::property
