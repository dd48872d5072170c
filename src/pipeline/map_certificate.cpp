#include "iis/certificate_mapping.h"
#include "iis/in_effect.h"
#include "iis/schema.h"
#include "pipeline/authenticate_stage.h"
#include "pipeline/mapping_choice.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace certlift::pipeline {
namespace {

constexpr std::string_view module_name = "IISCertificateMappingAuthenticationModule";
constexpr std::string_view mapping_path = iis::section::iis_certificate_mapping;

std::string_view question_of(Unknown unknown) {
  switch (unknown) {
    case Unknown::same_certificate:
      return "the certificate is the same in another spelling of its base64; whether IIS compares texts or "
             "bytes "
             "is not known";
    case Unknown::both_kinds:
      return "a one-to-one and a many-to-one mapping fit; which kind IIS asks first is not known";
    case Unknown::rules_together:
      return "some of its rules hold; whether one is enough is not known";
    case Unknown::no_rules:
      return "it has no rules; whether that matches every certificate or none is not known";
    default:
      return "its pattern means something that is not documented";
  }
}

/// The provider in `[enc:PROVIDER:...:enc]`; empty for what is not encrypted.
std::string_view provider_of(std::string_view password) {
  constexpr std::string_view start = "[enc:";
  if (!password.starts_with(start)) return {};
  password.remove_prefix(start.size());
  return password.substr(0, password.find(':'));
}

/// The providers of encryption that the file lists, in upper case: read once, because the element is looked
/// for among all of the root's.
struct Providers {
  std::optional<std::set<std::string>> names;
};

/// Whether the file lists the providers of encryption, without this one.
bool is_foreign(const iis::HostConfig& config, std::string_view provider) {
  auto& names = config.reading<Providers>().names;
  if (!names) {
    names.emplace();
    for (const xml::Element data : config.document().root().children("configProtectedData"))
      for (const xml::Element providers : data.children("providers"))
        for (const xml::Element entry : providers.children("add"))
          names->insert(iis::upper_case(entry.value("name").value_or("")));
  }
  return !names->empty() && !names->contains(iis::upper_case(provider));
}

class CertificateMapper {
 public:
  CertificateMapper(const Scene& scene, Walk& walk)
      : scene_(scene), walk_(walk), site_(look_up_mappings(scene)) {}

  void run() {
    tell_unread();
    if (!section_is_sound()) return;
    std::vector<Way> ways = std::exchange(walk_.open, {});
    std::vector<Way> with;
    for (Way& way : ways) (way.has_certificate && !way.user ? with : walk_.open).push_back(std::move(way));
    if (with.empty()) {
      say("does nothing: there is no certificate", site_place());
      return;
    }
    decide_whether_on(with);
    if (with.empty()) return;
    ways_ = std::move(with);
    choose();
  }

 private:
  void say(std::string what, Place place, Grade grade = Grade::certain, Unknown unknown = Unknown::none,
           StageName stage = StageName::mapping) {
    walk_.say({stage, std::string(module_name), std::move(what), std::move(place), grade, unknown});
  }

  Place site_place() const {
    const iis::MappingSection* section = site_.site ? site_.site : site_.server;
    return section ? Place(section->element) : Place();
  }

  /// The sections on the way to the path that IIS passes over: where one looks first.
  void tell_unread() {
    for (const auto* level : scene_.config.stored(mapping_path).on_the_way(scene_.path.key()))
      for (const iis::StoredSection& stored : *level) {
        if (iis::is_read_at(mapping_path, stored.location->path)) continue;
        say("not read: the section stored at " + stored.location->path.text() +
                ", for IIS reads it at the server and site levels only",
            Place(stored.element));
        unread_.push_back(stored.element);
      }
  }

  bool section_is_sound() {
    const auto& fault = look_up_fault(scene_, mapping_path);
    if (!fault) return true;
    const std::string what = "the section cannot be read: " + fault->message;
    if (site_.settings.enabled) {
      say(what + " (500.19)", Place(fault->element));
      walk_.end_all("500.19");
      return false;
    }
    say(what + "; whether that matters while it is off is not known", Place(fault->element),
        Grade::not_certain, Unknown::broken_but_disabled);
    for (Way& way : walk_.open) {
      walk_.end(way, "500.19", "if a section that is off is read all the same");
      way = with_condition(std::move(way), "if a section that is off is not read");
    }
    return true;
  }

  /// What the deepest section below the site says of `enabled`.
  std::optional<bool> enabled_below() const {
    for (auto element = unread_.rbegin(); element != unread_.rend(); ++element)
      if (const auto own = iis::read_bool(element->value("enabled").value_or(""))) return own;
    return std::nullopt;
  }

  /// Takes away the ways on which the module is off.
  void decide_whether_on(std::vector<Way>& with) {
    const bool is_on = site_.settings.enabled;
    const bool maps_some = std::ranges::any_of(iis::mapping_kinds, [&](iis::MappingKind kind) {
      return site_.settings.is_on(kind) && site_.first(kind);
    });
    const bool is_off_below = enabled_below().value_or(is_on) != is_on;
    if (is_off_below && maps_some) {
      say(std::string("enabled is ") + (is_on ? "true" : "false") +
              " at the site and the opposite below; at which of the two IIS reads it is not known",
          Place(unread_.back()), Grade::not_certain, Unknown::enabled_below_site);
      settings_are_on_ = true;
      for (Way& way : with) {
        walk_.open.push_back(with_condition(way, "if the enabled that is false counts"));
        way = with_condition(std::move(way), "if the enabled that is true counts");
      }
      return;
    }
    if (is_on && maps_some) return;
    say(is_on ? "does nothing: no mapping is effective at the site"
              : "does nothing: iisClientCertificateMappingAuthentication is not enabled at the site",
        site_place());
    std::ranges::move(with, std::back_inserter(walk_.open));
    with.clear();
  }

  void choose() {
    if (settings_are_on_) site_.settings.enabled = true;
    MappingChoices found = choose_mapping(scene_.config, site_, *scene_.request.certificate);
    if (found.broken) end_for_broken(*found.broken);
    for (const MappingChoice& choice : found.choices) {
      if (choice.why != Unknown::none)
        say(choice.mapping->label() + ": " + std::string(question_of(choice.why)),
            Place(choice.mapping->element), Grade::not_certain, choice.why);
      else
        say(choice.mapping->label() + " fits the certificate", Place(choice.mapping->element));
      const bool is_sure = choice.why == Unknown::none && found.choices.size() == 1;
      for (const Way& way : ways_)
        take(*choice.mapping,
             is_sure ? way : with_condition(way, "if " + choice.mapping->label() + " is taken"));
    }
    if (found.choices.empty()) say("no mapping fits the certificate", site_place());
    if (!found.may_be_none) return;
    for (Way& way : ways_)
      walk_.open.push_back(found.choices.empty() ? std::move(way)
                                                 : with_condition(std::move(way), "if no mapping fits"));
  }

  void end_for_broken(const iis::Mapping& broken) {
    say(broken.label() +
            " cannot be decoded; whether that fails every certificate (401.1) or its own is not known",
        Place(broken.element), Grade::not_certain, Unknown::broken_certificate);
    for (Way& way : ways_) {
      walk_.end(way, "401.1", "if one broken certificate fails all");
      way = with_condition(std::move(way), "if a broken certificate fails alone");
    }
  }

  /// The way on which this mapping is taken.
  void take(const iis::Mapping& mapping, Way way) {
    const Place place(mapping.element);
    const std::string user = text_of(mapping.element, "userName");
    if (mapping.deny) {
      say("denies access; the status is 403.12 by its text, and nobody has shown it", place,
          Grade::not_certain, Unknown::deny_status);
      walk_.end(way, "403.12", "as the text of the status says");
      return walk_.end(way, "401", "as for other denied logons");
    }
    if (user.empty()) {
      say("has no userName; what IIS does then is not known", place, Grade::not_certain,
          Unknown::no_user_name);
      walk_.end(way, "401.1", "if the logon without a name fails");
      walk_.end(way, "500.0", "if it is taken for an error");
      return walk_.open.push_back(with_condition(std::move(way), "if the mapping is passed over"));
    }
    log_on(mapping, user, std::move(way), place);
  }

  void log_on(const iis::Mapping& mapping, const std::string& user, Way way, const Place& place) {
    const std::string_view password = mapping.element.value("password").value_or("");
    const std::string_view provider = provider_of(password);
    const std::string logged_on =
        user.find_first_of("\\@") == std::string::npos && !site_.settings.logon_domain.empty()
            ? site_.settings.logon_domain + "\\" + user
            : user;
    way.user = logged_on;
    if (!provider.empty() && is_foreign(scene_.config, provider)) {
      say("the password is encrypted by a provider that the file does not list; 500.19 or 401.1", place,
          Grade::not_certain, Unknown::foreign_encryption, StageName::logon);
      walk_.end(way, "500.19", "if the password cannot be decrypted");
      return walk_.end(way, "401.1", "if it is taken as it stands");
    }
    if (password.empty()) {
      say("has no password for " + logged_on + "; the account decides", place, Grade::not_certain,
          Unknown::none, StageName::logon);
      walk_.end(way, "401.1", "if the account has a password");
      way = with_condition(std::move(way), "if the account has an empty password");
    }
    say("logs on " + logged_on + " (logonMethod " + iis::logon_method_name(site_.settings.logon_method) +
            "); if Windows refuses, 401.1",
        place, Grade::assumed, Unknown::none, StageName::logon);
    say("a trace calls this authentication SSL/PCT, or something else", place, Grade::not_certain,
        Unknown::auth_type, StageName::logon);
    walk_.assume("Windows lets the mapped account log on",
                 "the account on the server: password, right for the logonMethod");
    if (!provider.empty())
      walk_.assume("the passwords were encrypted on this server",
                   "certlift backups, or the origin of the file");
    walk_.open.push_back(std::move(way));
  }

  const Scene& scene_;
  Walk& walk_;
  iis::SiteMappings site_;
  std::vector<xml::Element> unread_;
  std::vector<Way> ways_;
  bool settings_are_on_ = false;
};

}  // namespace

void map_certificate(const Scene& scene, Walk& walk) {
  CertificateMapper(scene, walk).run();
}

}  // namespace certlift::pipeline
