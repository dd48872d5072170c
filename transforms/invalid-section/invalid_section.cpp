#include "engine/transform.h"
#include "iis/certificate_mapping.h"
#include "iis/doubled_keys.h"
#include "iis/effective.h"
#include "iis/locking.h"
#include "iis/schema.h"
#include "iis/section_problems.h"
#include "iis/sections.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace certlift::invalid_section {
namespace {

using engine::Finding;
using engine::Severity;

constexpr std::string_view explanation = R"(## What it finds

What IIS cannot read in a section for authentication, authorization or access, where it reads that section: attributes,
elements and values that its schema does not know, missing attributes, a section that is stored twice for one path, and
an entry of a collection with the key of another entry. A collection inherits the entries of the levels above it, so the
other entry may stand at the server or at the site; the key of a rule of a mapping is `certificateField`,
`certificateSubField`, `matchCriteria` and `compareCaseSensitive` together, that of an authorization rule `users`, `roles`
and `verbs`. Certificates and names that are mapped twice are reported by the rule `duplicate-mapping`.
As a warning: a name such as `Ssl` in another letter case, because nobody documents whether IIS accepts it; one user
reports that it works. IIS Manager writes the names as the schema has them.
With `--web-config`: a section in a web.config that applicationHost.config locks there.
And sites without a root application, applications whose virtual directories lack a root one, and bindings whose `sslFlags`
are a word: those of a binding are a number, and have nothing to do with the names that `<access>` takes.

## Why it matters

IIS reads a section when a request needs it: every request to that path ends in **500.19**, whatever the mappings. Of a
site without a root application it can read nothing at all.

## What the fix does

Nothing: it only reports. Correct what is misspelt, keep one of two; in place of an inherited entry, put `<remove>` or
`<clear />` before the new one, where the collection knows them.

## What it requires

Nothing. Certificate mappings below a site are no concern of this rule, because IIS does not read them; the rule
`misplaced-client-cert-mappings` says so. With `--schema DIR` the server's own schema is what counts.

## Sources

- IIS, "Introduction to ApplicationHost.config": attributes are validated when a section is read
- IIS, "Deep Dive into IIS Configuration": a section can be stored once for a path
- Microsoft.Web.Administration: "Cannot add duplicate collection entry of type 'add' with combined key attributes"
- IIS schema: `sslFlags` of a binding is an unsigned integer; Microsoft.Web.Administration: "Not a valid unsigned integer"
- IIS, "Understanding Sites, Applications, and Virtual Directories on IIS 7": a site has a root application, and each
  application a root virtual directory
)";

/// Certificates and names: the rule duplicate-mapping reports those.
bool is_key_of_a_mapping(const iis::DoubledKey& doubled) {
  return std::ranges::any_of(iis::mapping_kinds, [&](iis::MappingKind kind) {
    return doubled.collection().name() == iis::collection_name(kind);
  });
}

std::string described(const iis::DoubledKey& doubled, const xml::Document& document) {
  const std::string entry = "<" + std::string(doubled.entry.element.name()) + ">";
  return entry + " in <" + std::string(doubled.collection().name()) + "> has the same key (" + doubled.key +
         ") as the entry at " + document.place(doubled.first.span().begin) +
         "; requests here can end in 500.19. " +
         (doubled.is_inherited() ? "That entry is inherited: remove this one, or the inherited one before it"
                                 : "Keep one of the two");
}

/// What IIS surely does not take for a number.
bool is_word(std::string_view value) {
  const std::string_view word = iis::trimmed(value);
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return !word.empty() && is_letter(word.front());
}

Finding report(xml::Element element, const iis::LocationPath& path, const std::string& message) {
  return engine::finding_at(element, path, Severity::error, message);
}

/// Goes over what is stored, and knows what it has seen.
class Reader {
 public:
  explicit Reader(const iis::HostConfig& config) : config_(config) {}

  std::vector<Finding> read() {
    for (const auto& [path, schema] : config_.schema().sections()) {
      if (!iis::decides_on_access(path)) continue;
      for (const iis::StoredSection& stored : config_.sections(path))
        if (iis::is_read_at(path, stored.location->path) &&
            config_.kind_of(stored.location->path) != iis::PathKind::unknown_site)
          read_section(stored, path, schema);
      read_keys(path, schema);
    }
    for (const iis::Site& site : config_.sites()) read_site(site);
    return std::move(findings_);
  }

 private:
  void read_section(const iis::StoredSection& stored, const std::string& section_path,
                    const iis::ElementSchema& schema) {
    const xml::Document& document = config_.document();
    const iis::LocationPath& path = stored.location->path;
    for (const iis::SchemaProblem& problem : iis::problems_at(config_, stored.element, schema)) {
      const bool is_fault = problem.kind == iis::ProblemKind::fault;
      findings_.push_back(
          engine::finding_at(stored.element, path, is_fault ? Severity::error : Severity::warning,
                             problem.message + (is_fault ? "; requests here can end in 500.19" : "")));
      findings_.back().offset = problem.offset;
    }
    const auto [first, is_new] = seen_.emplace(std::pair(path.key(), section_path), stored.element);
    if (!is_new)
      findings_.push_back(report(stored.element, path,
                                 "<" + std::string(stored.element.name()) +
                                     "> is already stored for this path (" +
                                     document.place(first->second.span().begin) +
                                     "), and IIS takes a second one for an error: keep one of them"));
  }

  void read_keys(const std::string& section_path, const iis::ElementSchema& schema) {
    for (const iis::DoubledKey& doubled : iis::doubled_keys(config_, section_path, schema)) {
      const iis::LocationPath& path = doubled.entry.location->path;
      if (config_.kind_of(path) != iis::PathKind::unknown_site && !is_key_of_a_mapping(doubled))
        findings_.push_back(report(doubled.entry.element, path, described(doubled, config_.document())));
    }
  }

  void read_site(const iis::Site& site) {
    const iis::LocationPath path(site.name);
    if (std::ranges::find(site.applications, "/", &iis::Application::path) == site.applications.end())
      findings_.push_back(report(
          site.element, path, "site '" + site.name + "' has no application \"/\", which every site needs"));
    for (const iis::Application& application : site.applications) read_application(application, path);
    for (xml::Element bindings : site.element.children("bindings"))
      for (xml::Element binding : bindings.children("binding")) read_binding(binding, path);
  }

  void read_binding(xml::Element binding, const iis::LocationPath& site) {
    const std::string_view flags = binding.value("sslFlags").value_or("");
    if (!is_word(flags)) return;
    findings_.push_back(report(binding, site,
                               "sslFlags of this binding is \"" + std::string(flags) +
                                   "\", and IIS takes a number there (0; 1 for SNI): it cannot read the "
                                   "bindings. Certificates are requested by sslFlags of <access>"));
  }

  /// Of an application whose directories are left out, as excerpts do, nothing is known.
  void read_application(const iis::Application& application, const iis::LocationPath& site) {
    const auto& directories = application.virtual_directories;
    if (directories.empty() ||
        std::ranges::find(directories, "/", &iis::VirtualDirectory::path) != directories.end())
      return;
    findings_.push_back(report(application.element, site,
                               "application \"" + application.path + "\" of site '" + site.text() +
                                   "' has no virtual directory \"/\", which every application needs"));
  }

  const iis::HostConfig& config_;
  std::map<std::pair<std::string, std::string>, xml::Element> seen_;  ///< by path and section
  std::vector<Finding> findings_;
};

std::vector<Finding> find(const iis::HostConfig& config) {
  return Reader(config).read();
}

/// What a web.config holds although applicationHost.config locks it there. Of certificate mappings, the rule
/// for misplaced ones says so.
std::vector<Finding> find_in_web_config(const iis::HostConfig& host, const iis::WebConfigFile& file) {
  std::vector<Finding> findings;
  for (const std::string_view section : iis::section::all) {
    if (section == iis::section::iis_certificate_mapping) continue;
    const auto stored = file.config.sections(section);
    if (stored.empty() || iis::is_unlocked(host, section, file.path)) continue;
    findings.push_back(report(stored.front().element, file.path,
                              "<" + std::string(stored.front().element.name()) +
                                  "> is locked for the web.config "
                                  "files of '" +
                                  file.path.text() +
                                  "': every request there ends in 500.19 "
                                  "(0x80070021). Move it into <location path=\"" +
                                  file.path.text() + "\"> of " + host.document().path() +
                                  ", or unlock it there with overrideMode=\"Allow\""));
  }
  return findings;
}

}  // namespace

extern const engine::Transform transform;
const engine::Transform transform{.id = "invalid-section",
                                  .title = "a section or a site that IIS cannot read",
                                  .explain = explanation,
                                  .risks = {},
                                  .find = find,
                                  .bearing = engine::Bearing::in_the_way,
                                  .hindrance = "every request there gets 500.19, whoever sends it",
                                  .find_in_web_config = find_in_web_config};

}  // namespace certlift::invalid_section
