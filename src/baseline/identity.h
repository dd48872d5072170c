#pragma once

#include "engine/reading.h"

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

/// What a finding is known by from one run to the next.
namespace certlift::baseline {

/// Tells what findings of one reading are known by: their rule, their location path and what stands at their
/// element, but not the line, and not how the element is written down. Every secret counts as the same, so
/// that none can be guessed from it, and a new password makes no new finding.
class Identities {
 public:
  /// The reading must outlive it. Takes time for its length.
  explicit Identities(const engine::Reading& reading);

  /// 64 hexadecimal digits. Equal findings have equal ones. Of all findings together it takes time for the
  /// length of the reading.
  std::string of(const engine::Finding& finding);

 private:
  std::string content_at(std::size_t offset);
  std::string content_of(xml::Element element);
  std::string head_of(xml::Element element) const;
  bool is_secret(text::Span span) const;

  const engine::Reading& reading_;
  std::vector<text::Span> secrets_;
  std::unordered_map<std::size_t, std::string> contents_;  ///< by the element's place
};

/// Fills in Finding::identity of all.
void identify(const engine::Reading& reading, const engine::NewFindings& findings);

/// The text with `***` in place of each secret.
std::string without_secrets(std::string_view text);

}  // namespace certlift::baseline
