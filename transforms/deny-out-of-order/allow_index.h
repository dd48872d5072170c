#pragma once

#include "iis/certificate_mapping.h"

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace certlift::deny_out_of_order {

/// A mapping and the section that it stands in.
struct Source {
  const iis::MappingSection* section;
  const iis::Mapping* mapping;
};

/// Many-to-one mappings that allow, found by their rules without looking at all of them.
class AllowIndex {
 public:
  /// `above`: what is looked in first; it must outlive this one and stay where it is.
  explicit AllowIndex(const AllowIndex* above = nullptr) : above_(above) {}

  /// Passes over what allows nobody, and over what has no rules.
  void add(const Source& source);

  /// An Allow that matches every certificate that `deny` matches, because it has some of the same rules and
  /// no others; or nullptr, also where `deny` is no Deny that counts. `but`: a section that is passed over.
  const iis::Mapping* find_wider(const iis::Mapping& deny, const iis::MappingSection* but = nullptr) const;

 private:
  using Rules = std::vector<std::string>;
  const iis::Mapping* find_within(const Rules& rules, const iis::MappingSection* but) const;
  const iis::Mapping* find_equal(const std::string& rules, const iis::MappingSection* but) const;

  const AllowIndex* above_;
  /// By all of their rules: the first one, and the first one of another section.
  std::unordered_map<std::string, std::vector<Source>> allows_;
  std::unordered_set<std::string> rules_;  ///< each that an Allow has
};

}  // namespace certlift::deny_out_of_order
