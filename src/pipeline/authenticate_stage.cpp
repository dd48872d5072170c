#include "pipeline/authenticate_stage.h"

#include "iis/authorization.h"
#include "iis/in_effect.h"
#include "iis/modules.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace certlift::pipeline {

/// An authentication module of IIS, and the section that switches it on.
struct AuthenticationModule {
  std::string_view name;
  std::string_view section;
  void (*run)(const Scene&, Walk&, const AuthenticationModule&);
};

/// What IIS loads at the paths that share their `<modules>` sections.
struct LoadedModules {
  std::optional<std::vector<std::string>> order;  ///< the names in `<modules>`; nothing in an excerpt
  std::map<std::string, bool, std::less<>> is_loaded = {};  ///< of those that were looked for
  std::optional<std::vector<const AuthenticationModule*>> authentication = {};  ///< in IIS's order
};

namespace {

void say(Walk& walk, const AuthenticationModule& module, std::string what, const Found& enabled,
         Grade grade = Grade::certain) {
  walk.say({StageName::authenticate, std::string(module.name), std::move(what), enabled.place,
            std::max(grade, enabled.grade)});
}

/// Basic, Windows and Digest authentication set a user by a header that the client sends.
void ask_for_header(const Scene& scene, Walk& walk, const AuthenticationModule& module) {
  const Found& enabled = look_up(scene, walk, module.section, "enabled");
  if (!is_on(enabled)) return;
  say(walk, module, "sets no user: the request has no Authorization header", enabled, Grade::assumed);
  walk.assume("the client sends no Authorization header",
              "a client that does is challenged with 401.2 (WWW-Authenticate) and repeats the request");
}

/// Active Directory's own mapping, for which HTTP.sys has to ask the domain.
void ask_directory(const Scene& scene, Walk& walk, const AuthenticationModule& module) {
  const Found& enabled = look_up(scene, walk, module.section, "enabled");
  const auto shows_one = [](const Way& way) { return way.has_certificate; };
  if (!is_on(enabled) || std::ranges::none_of(walk.open, shows_one)) return;
  say(walk, module,
      "Active Directory maps the certificate, if HTTP.sys does so (dsmapperusage); IIS does not use its own "
      "mappings meanwhile",
      enabled, Grade::not_certain);
  std::vector<Way> ways;
  for (Way& way : std::exchange(walk.open, {})) {
    if (way.has_certificate) {
      Way mapped = with_condition(way, "if Active Directory maps the certificate");
      mapped.user = "(the user in Active Directory)";
      ways.push_back(std::move(mapped));
      way = with_condition(std::move(way), "if Active Directory does not map the certificate");
      way.has_certificate = false;  // no use to IIS's own mappings
    }
    ways.push_back(std::move(way));
  }
  walk.open = std::move(ways);
}

void map(const Scene& scene, Walk& walk, const AuthenticationModule& /*module*/) {
  map_certificate(scene, walk);
}

void let_anonymous_in(const Scene& scene, Walk& walk, const AuthenticationModule& module) {
  const auto is_nobody = [](const Way& way) { return !way.user; };
  const Found& enabled = look_up(scene, walk, module.section, "enabled");
  if (std::ranges::none_of(walk.open, is_nobody))
    return say(walk, module, "does nothing: there is a user", enabled);
  if (!is_on(enabled)) return say(walk, module, "sets no user: anonymous authentication is off", enabled);
  say(walk, module, "lets the request in as the anonymous user", enabled);
  for (Way& way : walk.open)
    if (!way.user) way.user = "";
}

constexpr std::string_view iis_mapping_module = "IISCertificateMappingAuthenticationModule";

/// In the order of the list that IIS comes with, but Anonymous last, as in every public trace log.
constexpr std::array modules{
    AuthenticationModule{"BasicAuthenticationModule", iis::section::basic, ask_for_header},
    AuthenticationModule{"CertificateMappingAuthenticationModule", iis::section::ad_certificate_mapping,
                         ask_directory},
    AuthenticationModule{"WindowsAuthenticationModule", iis::section::windows, ask_for_header},
    AuthenticationModule{"DigestAuthenticationModule", iis::section::digest, ask_for_header},
    AuthenticationModule{iis_mapping_module, iis::section::iis_certificate_mapping, map},
    AuthenticationModule{"AnonymousAuthenticationModule", iis::section::anonymous, let_anonymous_in}};

/// By the places of the sections that it comes from.
struct ModulesByPath {
  std::map<std::string, LoadedModules> by_sections;
};

LoadedModules& find_modules(const Scene& scene) {
  std::string key;
  for (const auto& stored : iis::sections_in_effect(scene.config, scene.path, iis::section::modules))
    key += stored.element.document().path() + ":" + std::to_string(stored.element.span().begin) + "\n";
  const auto [kept, is_new] = scene.config.reading<ModulesByPath>().by_sections.try_emplace(std::move(key));
  LoadedModules& found = kept->second;
  if (!is_new) return found;
  if (const auto entries = iis::modules_at(scene.config, scene.path)) {
    found.order.emplace();
    for (const xml::Element entry : *entries)
      found.order->push_back(iis::upper_case(entry.value("name").value_or("")));
  }
  return found;
}

LoadedModules& modules_of(const Scene& scene) {
  if (!scene.facts.modules) scene.facts.modules = &find_modules(scene);
  return *scene.facts.modules;
}

bool loads(const iis::HostConfig& config, LoadedModules& at_path, std::string_view module) {
  if (const auto known = at_path.is_loaded.find(module); known != at_path.is_loaded.end())
    return known->second;
  const auto& order = at_path.order;
  const bool is_listed = !order || std::ranges::find(*order, iis::upper_case(module)) != order->end();
  const bool is_loaded = is_listed && iis::has_module(config, iis::section::global_modules, module) != false;
  at_path.is_loaded.emplace(module, is_loaded);
  return is_loaded;
}

/// Those that are loaded, in IIS's order.
const std::vector<const AuthenticationModule*>& loaded_modules(const Scene& scene) {
  LoadedModules& at_path = modules_of(scene);
  if (at_path.authentication) return *at_path.authentication;
  std::vector<std::pair<std::size_t, const AuthenticationModule*>> loaded;
  const auto& order = at_path.order;
  for (const AuthenticationModule& module : modules) {
    if (!loads(scene.config, at_path, module.name)) continue;
    const bool is_last = &module == &modules.back();
    const std::string name = iis::upper_case(module.name);
    const auto place = order ? static_cast<std::size_t>(std::ranges::find(*order, name) - order->begin()) : 0;
    loaded.emplace_back(is_last ? std::size_t(-1) : place, &module);
  }
  std::ranges::stable_sort(loaded, {}, [](const auto& entry) { return entry.first; });
  at_path.authentication.emplace();
  for (const auto& [place, module] : loaded) at_path.authentication->push_back(module);
  return *at_path.authentication;
}

/// A section that a module reads, and cannot: 500.19.
bool can_read(const Scene& scene, Walk& walk, const AuthenticationModule& module) {
  if (module.section == iis::section::iis_certificate_mapping) return true;  // looks at its own site
  const auto& fault = look_up_fault(scene, module.section);
  if (!fault) return true;
  const bool is_off = !is_on(look_up(scene, walk, module.section, "enabled"));
  Stage stage{StageName::authenticate, std::string(module.name),
              "the section cannot be read: " + fault->message, Place(fault->element)};
  if (is_off) {
    stage.what += "; whether that matters while it is off is not known";
    stage.grade = Grade::not_certain;
    stage.unknown = Unknown::broken_but_disabled;
  }
  walk.say(std::move(stage));
  if (!is_off) walk.end_all("500.19");
  for (Way& way : walk.open) {
    walk.end(way, "500.19", "if a section that is off is read all the same");
    way = with_condition(std::move(way), "if a section that is off is not read");
  }
  return !walk.open.empty();
}

}  // namespace

bool loads_module(const Scene& scene, std::string_view module) {
  return loads(scene.config, modules_of(scene), module);
}

void authenticate(const Scene& scene, Walk& walk) {
  if (!loads_module(scene, iis_mapping_module))
    walk.say({StageName::authenticate, std::string(iis_mapping_module),
              "is not loaded: no certificate is mapped"});
  for (const AuthenticationModule* module : loaded_modules(scene)) {
    if (walk.open.empty() || !can_read(scene, walk, *module)) return;
    module->run(scene, walk, *module);
  }
  std::vector<Way> ways = std::exchange(walk.open, {});
  bool is_said = false;
  for (Way& way : ways) {
    if (way.user) {
      walk.open.push_back(std::move(way));
      continue;
    }
    if (!std::exchange(is_said, true))
      walk.say({StageName::authenticate, "IIS Web Core", "401.2: no module has set a user"});
    walk.end(way, "401.2");
  }
}

void authorize(const Scene& scene, Walk& walk) {
  std::vector<Way> ways = std::exchange(walk.open, {});
  for (Way& way : ways) {
    const std::string user = way.user.value_or("");
    const iis::AnonymousAccess access =
        user.empty() ? iis::anonymous_access(scene.config, scene.path)
                     : iis::user_access(scene.config, scene.path, user, scene.request.method);
    const std::string who = user.empty() ? "the anonymous user" : user;
    const bool may_be_denied =
        access.ruling == iis::AnonymousRuling::denied || access.ruling == iis::AnonymousRuling::conditional;
    if (may_be_denied) {
      const bool is_sure = access.ruling == iis::AnonymousRuling::denied;
      walk.say({StageName::authorize, "UrlAuthorizationModule",
                "the rules " + std::string(is_sure ? "deny " : "may deny ") + who +
                    "; whether as 401.2 or 401.7 is not known",
                Place(access.rule), Grade::not_certain, Unknown::authorization_status});
      const std::string condition = is_sure ? "" : "if the rules deny " + who + ", ";
      walk.end(way, "401.2", condition + "as the list of IIS 7 and later has it");
      walk.end(way, "401.7", condition + "as the list of IIS 6 had it");
      if (is_sure) continue;
      way = with_condition(std::move(way), "if the rules allow " + who);
    }
    walk.open.push_back(std::move(way));
  }
}

}  // namespace certlift::pipeline
