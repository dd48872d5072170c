#pragma once

#include "text/edit.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What there is to know of single tags.
namespace certlift::xml {

struct AttributeSpans {
  text::Span name;
  text::Span value;
};

/// The attribute whose name begins at `at`, as the bytes have it; nothing if it does not end inside `text`.
std::optional<AttributeSpans> attribute_at(std::string_view text, std::size_t at);

/// Of several names in document order, the first that was there before. Puts them in another order.
std::optional<std::string_view> first_repeated(std::vector<std::string_view>& names);

/// The tag of that name, as a message may show it.
std::string tag_of(std::string_view name);

}  // namespace certlift::xml
