#include "iis/section_problems.h"

#include <cstddef>
#include <unordered_map>

namespace certlift::iis {
namespace {

/// By where the section begins.
struct SectionProblems {
  std::unordered_map<std::size_t, std::vector<SchemaProblem>> by_offset;
};

}  // namespace

const std::vector<SchemaProblem>& problems_at(const HostConfig& config, xml::Element section,
                                              const ElementSchema& schema) {
  auto& known = config.reading<SectionProblems>().by_offset;
  const auto [entry, is_new] = known.try_emplace(section.start_tag().begin);
  if (is_new) entry->second = problems_of(section, schema);
  return entry->second;
}

}  // namespace certlift::iis
