#include "engine/registry.h"
#include "iis/effective.h"
#include "property/emit.h"
#include "property/generate.h"
#include "property/run.h"
#include "property/said.h"
#include "support/run_engine.h"
#include "xml/document.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

/// What holds of that which IIS cannot read, for every configuration; how often it is tried, see
/// property_test.cpp.
namespace certlift::property {
namespace {

/// By path, section and message, how often IIS finds fault with what is in effect.
using Faults = std::map<std::string, int>;

template <class See>
void see_faults(const Config& config, const std::string& text, const See& see) {
  const auto document = xml::Document::parse(text);
  RC_ASSERT(document.has_value());
  const iis::HostConfig host(*document);
  std::set<std::string> paths{""};
  for (const std::string_view site : site_names()) paths.emplace(site);
  for (const Tag& tag : config.tags) paths.insert(written_path(tag));
  for (const std::string& path : paths)
    for (const iis::EffectiveSection& section : iis::effective_sections(host, iis::LocationPath(path)))
      for (const iis::EffectiveFault& fault : section.faults) see(path + " " + section.path, fault);
}

Faults faults_of(const Config& config, const std::string& text) {
  Faults faults;
  see_faults(config, text, [&](const std::string& where, const iis::EffectiveFault& fault) {
    ++faults[where + " " + fault.message];
  });
  return faults;
}

/// The sites at which a reader who knows nothing of certlift finds a doubled key.
std::set<std::string> doubled_keys_of(const std::string& text) {
  std::set<std::string> sites;
  const ResultFile result = read_result(text);
  const auto server = result.mappings.find("");
  for (const auto& [path, sections] : result.mappings) {
    if (path.find('/') != std::string::npos) continue;
    const bool inherits = !path.empty() && server != result.mappings.end();
    for (const Said& said : sections)
      if (said.has_doubled_key(inherits ? &server->second.front() : nullptr, true)) sites.insert(path);
  }
  return sites;
}

RC_GTEST_PROP(Property, AFixBringsNothingThatIisCannotRead,
              (const Config& config, const Style& style, const RandomConsent& consent)) {
  const std::string text = emit(config, style).text;
  const engine::Repair repair = fixed(text, lift_only(consent.risks), style);
  const Faults before = faults_of(config, text);
  for (const auto& [fault, count] : faults_of(config, text_after(repair)))
    if (const auto known = before.find(fault); known == before.end() || known->second < count)
      RC_FAIL("newly: " + fault + "\n" + text_after(repair));
  const std::set<std::string> doubled = doubled_keys_of(text);
  for (const std::string& site : doubled_keys_of(text_after(repair))) RC_ASSERT(doubled.contains(site));
}

/// Whether the path is the server's, or of a site that there is.
bool is_known(const Config& config, const std::string& location) {
  const std::string site = folded_path(location).substr(0, folded_path(location).find('/'));
  return site.empty() || std::ranges::any_of(config.sites, [&](int known) {
           return folded(std::string(of(site_names(), known))) == site;
         });
}

/// Of a line, how many faults there are.
using Lines = std::map<std::size_t, int>;

RC_GTEST_PROP(Property, CheckReportsOnceWhatEffectiveCallsAnError, (const Config& config)) {
  std::set<std::string> sections;  // stored twice, they are laid over each other
  for (const Tag& tag : config.tags)
    if (!sections.insert(folded_path(written_path(tag))).second || tag.sections.size() > 1) RC_DISCARD();
  RC_PRE(config.has_sites && !sections.contains("") && config.server.sections.size() < 2);
  const std::string text = emit(config, {}).text;
  Lines expected;
  std::map<std::pair<std::string, std::size_t>, int> at;
  see_faults(config, text, [&](const std::string& where, const iis::EffectiveFault& fault) {
    if (!is_known(config, fault.origin.location)) return;
    int& most = expected[fault.origin.position.line];
    most = std::max(most, ++at[{where, fault.origin.position.line}]);
  });
  const engine::Selection selection{.only = {"duplicate-mapping", "invalid-section"}};
  const auto findings = engine::check(text, "", {engine::registry(), selection, surroundings});
  RC_ASSERT(findings.has_value());
  Lines reported;
  for (const engine::Finding& finding : *findings) ++reported[finding.position.line];
  if (reported != expected) RC_FAIL("reported otherwise:\n" + text);
}

}  // namespace
}  // namespace certlift::property
