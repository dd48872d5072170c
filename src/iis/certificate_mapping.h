#pragma once

#include "iis/host_config.h"
#include "xml/document.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::iis {

enum class MappingKind { one_to_one, many_to_one };
inline constexpr std::array mapping_kinds{MappingKind::one_to_one, MappingKind::many_to_one};

/// "oneToOneMappings", "manyToOneMappings".
std::string_view collection_name(MappingKind kind);
/// "oneToOneCertificateMappingsEnabled", "manyToOneCertificateMappingsEnabled".
std::string_view switch_name(MappingKind kind);

/// One `<add>` of a mapping collection.
struct Mapping {
  MappingKind kind;
  xml::Element element;
  std::string key;    ///< what IIS compares: the certificate's text; the name in upper case
  std::string label;  ///< for messages: `certificate → user 'u'` or `rule 'name'`; no secret
  /// The key and, on the next line, all else: equal for mappings in which every attribute and rule is equal,
  /// defaults filled in, user names as Windows compares them. Never to be shown.
  std::string meaning;
  std::string identity;  ///< of the certificate (certificate_identity); the key for many-to-one
  std::string outcome;   ///< whom it maps to: user and password; never to be shown
  std::string target;    ///< the meaning without key and password: the same user, by the same rules
  bool after_clear;      ///< it stands after the last `<clear/>` of its collection
  bool enabled;          ///< its own `enabled`
  bool deny;             ///< permissionMode="Deny"
  bool has_rules;        ///< of many-to-one, after the last `<clear/>` of its rules
};

/// An iisClientCertificateMappingAuthentication section as it is stored at one place.
struct MappingSection {
  const Location* location;
  xml::Element element;
  std::vector<Mapping> mappings;  ///< in document order
  std::array<bool, 2> clears;     ///< by kind: the collection has a `<clear/>`

  std::optional<bool> own_enabled() const;
  std::optional<bool> own_switch(MappingKind kind) const;
  /// The mapping would be used if IIS read the section: after the last clear, and its kind not switched off
  /// here.
  bool is_live(const Mapping& mapping) const;
  bool has_live(MappingKind kind) const;
  bool has_live() const;
};

/// `schema`: what IIS allows, the built-in one where that says nothing of mappings.
MappingSection read_mapping_section(const StoredSection& stored, const Schema& schema);

/// The settings of the section as a whole that are in effect when sections are laid over each other.
struct MappingSettings {
  bool enabled = false;
  std::array<bool, 2> switches{true, true};  ///< by kind
  unsigned long logon_method = 3;            ///< LogonUser type; 3 is ClearText
  std::string logon_domain;

  bool is_on(MappingKind kind) const { return switches[static_cast<std::size_t>(kind)]; }
};

/// The name of a `logonMethod`.
std::string logon_method_name(unsigned long method);

/// Lays `section` over what is inherited.
MappingSettings laid_over(MappingSettings inherited, const MappingSection& section);

/// The mappings that stand at a site once the server's and the site's own are merged, in IIS's order: the
/// server's first, unless the site clears them. nullptr where there is no such section.
std::vector<Mapping> standing_mappings(const MappingSection* server, const MappingSection* site);

}  // namespace certlift::iis
