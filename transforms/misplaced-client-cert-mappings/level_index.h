#pragma once

#include "iis/certificate_mapping.h"

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace certlift::misplaced_client_cert_mappings {

/// What two mappings are the same in.
enum class SameIn { key, identity };

std::string_view text_in(const iis::Mapping& mapping, SameIn same);

/// The mappings that stand in a section, found without looking at all of them: the server's stand at every
/// site, so that looking at them for each would cost their product. The section must outlive it.
class LevelIndex {
 public:
  explicit LevelIndex(const iis::MappingSection& section);

  const iis::MappingSection& section() const { return *section_; }
  std::span<const iis::Mapping* const> find(iis::MappingKind kind, SameIn same, std::string_view text) const;
  /// Which of the rules (many-to-one mappings) that stand there has this meaning first.
  std::optional<std::size_t> place_of_rule(const std::string& meaning) const;
  /// The first one that is not switched off itself, or nullptr.
  const iis::Mapping* first_enabled(iis::MappingKind kind) const;
  /// Whether there is a certificate that is sound, or as good as that once it is unwrapped.
  bool has_certificate() const { return has_certificate_; }

 private:
  using Mappings = std::unordered_map<std::string_view, std::vector<const iis::Mapping*>>;
  std::span<const iis::Mapping* const> standing(iis::MappingKind kind) const;

  const iis::MappingSection* section_;
  std::array<std::array<Mappings, 2>, 2> mappings_;  ///< by kind and SameIn
  std::unordered_map<std::string, std::size_t> rules_;
  std::array<const iis::Mapping*, 2> first_enabled_{};
  bool has_certificate_ = false;
};

/// Whether the certificate is sound, or as good as that once it is unwrapped, which may happen in the same
/// run.
bool holds_certificate(const iis::Mapping& mapping);

}  // namespace certlift::misplaced_client_cert_mappings
