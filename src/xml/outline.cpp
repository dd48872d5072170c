#include "xml/outline.h"

#include <algorithm>
#include <functional>
#include <iterator>

namespace certlift::xml {

std::vector<Span> Outline::verbatim() const {
  std::vector<Span> values, others, all;
  std::ranges::transform(attributes, std::back_inserter(values), &AttributeParts::quoted);
  std::ranges::transform(passages, std::back_inserter(others), &Passage::span);
  std::ranges::merge(values, others, std::back_inserter(all), std::less<>(), &Span::begin, &Span::begin);
  return all;
}

}  // namespace certlift::xml
