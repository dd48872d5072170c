#include "cli/web_config_target.h"

#include "cli/session.h"
#include "cli/web_config_sections.h"
#include "engine/registry.h"
#include "iis/configuration.h"
#include "iis/web_config.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace certlift::cli {
namespace {

/// Rules that hold for mappings wherever they are stored.
constexpr std::array<std::string_view, 3> rules_of_mappings{"expired-certificate", "plain-password",
                                                            "unreadable-certificate"};

constexpr const char* what_it_is =
    "this is a web.config, not an applicationHost.config: its <location> tags name folders, not sites, so "
    "only "
    "its client certificate mappings are looked at. certlift check --web-config on the server's "
    "applicationHost.config says which application it belongs to";

engine::Refusal never_changed() {
  return {
      "web-config",
      "certlift never changes a web.config. Move the section into <location path=\"SITE\"> of the server's "
      "applicationHost.config (SITE is the site's name), and remove it here"};
}

engine::Finding note_at_root(const xml::Document& document) {
  engine::Finding note =
      engine::finding_at(document.root(), iis::LocationPath(), engine::Severity::note, what_it_is);
  note.rule = web_config_rule;
  note.position = document.root().position();
  return note;
}

SectionVerdict verdict_without_place(const iis::StoredSection& section) {
  const iis::LocationPath& path = section.location->path;
  const std::string whose = path.is_server() ? "" : " of the folder '" + path.text() + "'";
  return {is_meant(section.element) ? engine::Severity::error : engine::Severity::warning, path,
          "the client certificate mapping section" + whose +
              " is saved in a web.config: where IIS allows none there, as by default, every request ends in "
              "500.19 (0x80070021); where the section is unlocked, IIS reads it at the root of a site and "
              "ignores it below",
          never_changed()};
}

std::vector<engine::Transform> rules_of_web_config() {
  std::vector<engine::Transform> rules;
  std::ranges::copy_if(engine::registry(), std::back_inserter(rules), [](const engine::Transform& rule) {
    return std::ranges::find(rules_of_mappings, rule.id) != rules_of_mappings.end();
  });
  return rules;
}

engine::Finding without_fix(engine::Finding finding) {
  if (finding.fix)
    finding.refusal = {"web-config",
                       "certlift never changes a web.config. To do it by hand: " + finding.fix->title};
  finding.fix = nullptr;
  return finding;
}

}  // namespace

bool is_web_config(const std::string& path, const std::string& text) {
  if (iis::same_name(apply::file_name_of(path), iis::web_config_name)) return true;
  if (!iis::may_be_web_config(text)) return false;
  const auto document = xml::Document::parse(text, path);
  return document && iis::is_web_config(*document);
}

Result<std::vector<engine::Finding>> check_web_config(const Invocation& invocation, const std::string& text,
                                                      const std::string& path) {
  const engine::Selection& selection = invocation.options.selection;
  iis::Surroundings surroundings = surroundings_of(invocation);
  surroundings.role = iis::FileRole::web_config;
  const auto others = engine::check(text, path, rules_of_web_config(), selection, surroundings);
  if (!others) return std::unexpected(others.error());
  const auto document = xml::Document::parse(text, path);
  if (!document) return std::unexpected(document.error());
  std::vector<engine::Finding> findings{note_at_root(*document)};
  std::ranges::move(judge_sections(iis::HostConfig(*document, surroundings), verdict_without_place),
                    std::back_inserter(findings));
  if (!selection.wants_rule(web_config_rule)) findings.clear();
  std::erase_if(findings, [&](const engine::Finding& finding) { return !selection.wants(finding); });
  std::ranges::transform(*others, std::back_inserter(findings), without_fix);
  std::ranges::stable_sort(findings, {}, &engine::Finding::offset);
  return findings;
}

}  // namespace certlift::cli
