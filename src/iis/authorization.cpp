#include "iis/authorization.h"

#include "iis/collection.h"
#include "iis/in_effect.h"
#include "iis/modules.h"

#include <algorithm>
#include <functional>
#include <ranges>
#include <vector>

namespace certlift::iis {
namespace {

constexpr std::string_view authorization_module = "UrlAuthorizationModule";

/// Whether a rule is about the anonymous user.
enum class Concerns { no, perhaps, yes };

bool is_everybody(std::string_view user) {
  return user == "*" || user == "?";
}

std::string_view without_domain(std::string_view user) {
  return user.substr(user.find_last_of('\\') + 1);
}

template <class Predicate>
bool names_one(std::string_view users, Predicate predicate) {
  return std::ranges::any_of(std::views::split(users, ','), [&](const auto part) {
    const std::string_view user = trimmed(std::string_view(part));
    return !user.empty() && predicate(user);
  });
}

/// `account`: what anonymous requests run as; "" is the application pool's identity, which may be named
/// anyhow. It may be in any role.
Concerns concerns_anonymous(xml::Element rule, std::string_view account) {
  const std::string_view users = rule.value("users").value_or("");
  const bool for_all_requests = trimmed(rule.value("verbs").value_or("")).empty();
  const bool has_roles = !trimmed(rule.value("roles").value_or("")).empty();
  if (names_one(users, is_everybody))
    return for_all_requests && !has_roles ? Concerns::yes : Concerns::perhaps;
  const auto may_be_it = [&](std::string_view user) {
    return account.empty() || same_name(without_domain(user), without_domain(account));
  };
  return has_roles || names_one(users, may_be_it) ? Concerns::perhaps : Concerns::no;
}

/// What is known of the rules at a path.
struct Rules {
  std::vector<xml::Element> denying;
  std::vector<xml::Element> allowing;
  bool complete = false;  ///< none can stand further up in what an excerpt leaves out
};

Rules rules_at(const HostConfig& config, const LocationPath& path) {
  Rules rules;
  const ElementSchema* schema = config.schema().section(section::authorization);
  if (!schema || schema->collections.empty()) return rules;
  Collection collection(schema->collections.front());
  for (const StoredSection& stored : sections_in_effect(config, path, section::authorization)) {
    if (!is_certain(config, stored, path)) continue;
    collection.lay_over(stored);
    if (stored.location->path.is_server() || stored.element.child("clear")) rules.complete = true;
  }
  for (const CollectionEntry& entry : collection.entries()) {
    const std::string_view type = entry.stored.element.value("accessType").value_or("");
    (type == "Deny" || type == "1" ? rules.denying : rules.allowing).push_back(entry.stored.element);
  }
  return rules;
}

/// A name without a domain may be that of any domain.
Concerns concerns_user(xml::Element rule, std::string_view user, std::string_view verb) {
  const std::string_view verbs = trimmed(rule.value("verbs").value_or(""));
  if (!verbs.empty() && !names_one(verbs, [&](std::string_view one) { return same_name(one, verb); }))
    return Concerns::no;
  const std::string_view users = rule.value("users").value_or("");
  const auto is_it = [&](std::string_view one) { return one == "*" || same_name(one, user); };
  const auto may_be_it = [&](std::string_view one) {
    return same_name(without_domain(one), without_domain(user)) &&
           (one.contains('\\') != user.contains('\\'));
  };
  if (names_one(users, is_it)) return Concerns::yes;
  const bool has_roles = !trimmed(rule.value("roles").value_or("")).empty();
  return has_roles || names_one(users, may_be_it) ? Concerns::perhaps : Concerns::no;
}

/// By what the rules are about.
AnonymousAccess access_by(const Rules& rules, const std::function<Concerns(xml::Element)>& concern) {
  const auto first = [&](const std::vector<xml::Element>& list, Concerns concerns) {
    const auto found = std::ranges::find(list, concerns, concern);
    return found == list.end() ? xml::Element() : *found;
  };
  if (const xml::Element rule = first(rules.denying, Concerns::yes)) return {AnonymousRuling::denied, rule};
  if (const xml::Element rule = first(rules.denying, Concerns::perhaps))
    return {AnonymousRuling::conditional, rule};
  if (!rules.complete || first(rules.allowing, Concerns::yes)) return {};
  if (const xml::Element rule = first(rules.allowing, Concerns::perhaps))
    return {AnonymousRuling::conditional, rule};
  return {AnonymousRuling::denied};
}

bool is_enforced(const HostConfig& config, const LocationPath& path) {
  if (has_module(config, section::global_modules, authorization_module) == false) return false;
  std::optional<bool> present;
  for (const StoredSection& stored : sections_in_effect(config, path, section::modules)) {
    const auto said = has_module(stored.element, authorization_module);
    present = said ? said : stored.location->path.is_server() ? present.value_or(false) : present;
  }
  return present != false;
}

AnonymousAccess if_enforced(AnonymousAccess access, const HostConfig& config, const LocationPath& path) {
  if (access.ruling != AnonymousRuling::allowed && !is_enforced(config, path))
    access.ruling = AnonymousRuling::unenforced;
  return access;
}

}  // namespace

AnonymousAccess user_access(const HostConfig& config, const LocationPath& path, std::string_view user,
                            std::string_view verb) {
  const auto concern = [&](xml::Element rule) { return concerns_user(rule, user, verb); };
  return if_enforced(access_by(rules_at(config, path), concern), config, path);
}

AnonymousAccess anonymous_access(const HostConfig& config, const LocationPath& path) {
  const EffectiveValue account = effective_value(config, path, section::anonymous, "userName");
  const auto concern = [&](xml::Element rule) { return concerns_anonymous(rule, account.value); };
  return if_enforced(access_by(rules_at(config, path), concern), config, path);
}

}  // namespace certlift::iis
