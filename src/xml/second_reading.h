#pragma once

#include "xml/outline.h"

#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::xml {

/// The values of a document's attributes that mean something else than their bytes, and what they mean.
class DecodedValues {
 public:
  /// Of attribute number `index` of so many; they are added in order.
  void add(std::size_t index, std::size_t count, std::string_view value);
  std::optional<std::string_view> of(std::size_t index) const;

 private:
  struct Value {
    Offset attribute;
    std::size_t end;  ///< in text_, where it begins as the one before ends
  };
  std::vector<bool> differs_;  // by attribute; empty if none does
  std::vector<Value> values_;
  std::string text_;
};

/// Reads a text, which strict() has accepted, once more: with pugixml. That reader has to find the same
/// elements nested in the same way, each name and value at the same bytes, and nothing besides; then values
/// mean what it has made of them. The error is the place of the first element about which `outline`, what
/// strict() found, says something else.
std::expected<DecodedValues, std::size_t> read_again(std::string_view text, const Outline& outline);

}  // namespace certlift::xml
