#include "pipeline/request_filter.h"

#include "iis/in_effect.h"
#include "iis/schema.h"
#include "pipeline/authenticate_stage.h"

#include <cstdint>
#include <limits>
#include <map>
#include <ranges>
#include <string_view>

namespace certlift::pipeline {
namespace {

constexpr std::string_view filtering = "system.webServer/security/requestFiltering";

using Segments = std::map<std::string, xml::Element, std::less<>>;

void lay_over(xml::Element section, Segments& hidden) {
  for (const xml::Element list : section.children("hiddenSegments"))
    for (const xml::Element directive : list.children()) {
      const std::string segment = iis::upper_case(directive.value("segment").value_or(""));
      if (directive.name() == "clear") hidden.clear();
      if (directive.name() == "remove") hidden.erase(segment);
      if (directive.name() == "add") hidden.insert_or_assign(segment, directive);
    }
}

}  // namespace

std::optional<Filtered> filter_request(const Scene& scene) {
  Segments hidden;
  xml::Element limits;
  for (const iis::StoredSection& stored : iis::sections_in_effect(scene.config, scene.path, filtering)) {
    lay_over(stored.element, hidden);
    for (const xml::Element element : stored.element.children("requestLimits"))
      if (element.value("maxAllowedContentLength")) limits = element;
  }
  if ((hidden.empty() && !limits) || !loads_module(scene, "RequestFilteringModule")) return std::nullopt;
  for (const auto part : std::views::split(scene.request.url.path, '/')) {
    const auto found = hidden.find(iis::upper_case(std::string_view(part.begin(), part.end())));
    if (found == hidden.end() || part.empty()) continue;
    return Filtered{"404.8", "the path holds the hidden segment " + text_of(found->second, "segment"),
                    Place(found->second)};
  }
  constexpr auto no_limit = std::numeric_limits<std::uint64_t>::max();
  const std::string_view written = limits ? limits.value("maxAllowedContentLength").value_or("") : "";
  const auto wide = [](unsigned long number) { return std::uint64_t{number}; };
  const std::uint64_t limit = iis::read_number(written).transform(wide).value_or(no_limit);
  if (scene.request.body > limit)
    return Filtered{"404.13",
                    "the body is larger than maxAllowedContentLength, " + std::to_string(limit) + " bytes",
                    Place(limits)};
  return std::nullopt;
}

}  // namespace certlift::pipeline
