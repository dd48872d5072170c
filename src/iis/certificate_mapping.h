#pragma once

#include "iis/certificate.h"
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

/// One `<add>` of a mapping collection. What it says in full is put together when it is needed: most of it
/// is the certificate's text, which the document holds already.
struct Mapping {
  MappingKind kind;
  bool after_clear;  ///< it stands after the last `<clear/>` of its collection
  bool enabled;      ///< its own `enabled`
  bool deny;         ///< permissionMode="Deny"
  bool has_rules;    ///< of many-to-one, after the last `<clear/>` of its rules
  xml::Element element;
  const Schema* schema;     ///< what IIS allows
  Certificate certificate;  ///< of one-to-one
  std::string name;         ///< of many-to-one, in upper case

  /// What IIS compares: the certificate's text; the name in upper case.
  std::string_view key() const;
  /// Of the certificate, however its base64 is written; the key for many-to-one.
  std::string_view identity() const;
  /// Stays the same where a fix lifts it, renames it or unwraps its certificate. Never to be shown.
  std::string hallmark() const;
  /// For messages: `the certificate of 'u'` or `rule 'name'`; no secret.
  std::string label() const;
  /// Whom it maps to: user and password; never to be shown.
  std::string outcome() const;
  /// Whom it maps to and by which rules: all but key and password, defaults filled in, user names as Windows
  /// compares them.
  std::string target() const;
  /// Of many-to-one: what each of its rules says, defaults filled in.
  std::vector<std::string> rules() const;
  /// Key, target and password: equal for mappings in which every attribute and rule is equal. Never to be
  /// shown.
  std::string meaning() const { return meaning(key()); }
  /// The same with another key.
  std::string meaning(std::string_view other_key) const;
};

/// An iisClientCertificateMappingAuthentication section as it is stored at one place.
struct MappingSection {
  const Location* location;
  xml::Element element;
  std::vector<Mapping> mappings;                        ///< in document order
  std::array<bool, 2> clears;                           ///< by kind: the collection has a `<clear/>`
  std::array<std::vector<const Mapping*>, 2> standing;  ///< by kind: those after the last clear

  std::optional<bool> own_enabled() const;
  std::optional<bool> own_switch(MappingKind kind) const;
  /// The mapping would be used if IIS read the section: after the last clear, and its kind not switched off
  /// here.
  bool is_live(const Mapping& mapping) const;
  bool has_live(MappingKind kind) const;
  bool has_live() const;
};

/// The section, which is read the first time it is needed; it stays where it is as long as `config`.
const MappingSection& mapping_section(const HostConfig& config, const StoredSection& stored);

/// The settings of the section as a whole that are effective when sections are laid over each other.
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

}  // namespace certlift::iis
