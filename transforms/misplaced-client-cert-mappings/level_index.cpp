#include "level_index.h"

namespace certlift::misplaced_client_cert_mappings {

using iis::Mapping;
using iis::MappingKind;

std::string_view text_in(const Mapping& mapping, SameIn same) {
  return same == SameIn::key ? mapping.key() : mapping.identity();
}

LevelIndex::LevelIndex(const iis::MappingSection& section) : section_(&section) {
  for (MappingKind kind : iis::mapping_kinds)
    for (const Mapping* mapping : standing(kind)) {
      for (SameIn same : {SameIn::key, SameIn::identity})
        mappings_[static_cast<std::size_t>(kind)][static_cast<std::size_t>(same)][text_in(*mapping, same)]
            .push_back(mapping);
      const Mapping*& first = first_enabled_[static_cast<std::size_t>(kind)];
      if (!first && mapping->enabled) first = mapping;
      has_certificate_ = has_certificate_ || holds_certificate(*mapping);
    }
  for (std::size_t place = 0; place < standing(MappingKind::many_to_one).size(); ++place)
    rules_.emplace(standing(MappingKind::many_to_one)[place]->meaning(), place);
}

std::span<const Mapping* const> LevelIndex::standing(MappingKind kind) const {
  return section_->standing[static_cast<std::size_t>(kind)];
}

std::span<const Mapping* const> LevelIndex::find(MappingKind kind, SameIn same, std::string_view text) const {
  const Mappings& mappings = mappings_[static_cast<std::size_t>(kind)][static_cast<std::size_t>(same)];
  const auto found = mappings.find(text);
  return found == mappings.end() ? std::span<const Mapping* const>() : found->second;
}

std::optional<std::size_t> LevelIndex::place_of_rule(const std::string& meaning) const {
  const auto found = rules_.find(meaning);
  return found == rules_.end() ? std::nullopt : std::optional(found->second);
}

const Mapping* LevelIndex::first_enabled(MappingKind kind) const {
  return first_enabled_[static_cast<std::size_t>(kind)];
}

bool holds_certificate(const Mapping& mapping) {
  const iis::CertificateState state = mapping.certificate.state;
  return mapping.kind == MappingKind::one_to_one &&
         (state == iis::CertificateState::sound || state == iis::CertificateState::wrapped);
}

}  // namespace certlift::misplaced_client_cert_mappings
