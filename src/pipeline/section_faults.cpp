#include "pipeline/section_faults.h"

#include "iis/doubled_keys.h"
#include "iis/in_effect.h"
#include "iis/path_map.h"
#include "iis/schema.h"
#include "iis/section_problems.h"

#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

namespace certlift::pipeline {
namespace {

/// What is wrong with one stored section, by where it begins.
struct FaultySection {
  std::size_t begin;
  iis::StoredSection stored;
  std::string message;
};
using FaultsByPath = iis::PathMap<std::vector<FaultySection>>;

/// By the path of the section.
struct KnownFaults {
  std::map<std::string, FaultsByPath, std::less<>> by_section;
};

FaultsByPath find_faults(const iis::HostConfig& config, std::string_view section_path) {
  FaultsByPath faults;
  const iis::ElementSchema* schema = config.schema().section(section_path);
  if (!schema) return faults;
  const auto add = [&](const iis::StoredSection& stored, std::string message) {
    faults[stored.location->path.key()].push_back({stored.element.span().begin, stored, std::move(message)});
  };
  const iis::Location* last = nullptr;
  for (const iis::StoredSection& stored : config.sections(section_path)) {
    if (!iis::is_read_at(section_path, stored.location->path)) continue;
    if (std::exchange(last, stored.location) == stored.location)
      add(stored, "the section is stored twice at one path");
    for (const iis::SchemaProblem& problem : iis::problems_at(config, stored.element, *schema))
      if (problem.kind == iis::ProblemKind::fault) add(stored, problem.message);
  }
  for (const iis::DoubledKey& key : iis::doubled_keys(config, section_path, *schema))
    add(key.entry, "two entries have one key (" + key.key + ")");
  return faults;
}

}  // namespace

std::optional<SectionFault> section_fault(const iis::HostConfig& config, std::string_view section_path,
                                          const iis::LocationPath& path) {
  auto& known = config.reading<KnownFaults>().by_section;
  auto found = known.find(section_path);
  if (found == known.end())
    found = known.emplace(std::string(section_path), find_faults(config, section_path)).first;
  for (const auto* level : found->second.on_the_way(path.key()))
    for (const FaultySection& fault : *level)
      if (!iis::why_unread(config, fault.stored, section_path, path))
        return SectionFault{fault.message, fault.stored.element};
  return std::nullopt;
}

}  // namespace certlift::pipeline
