#include "baseline/baseline.h"

#include "baseline/identity.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace certlift::baseline {
namespace {

/// How often each is there.
using Counts = std::map<std::pair<std::string_view, engine::Severity>, std::size_t>;

Counts counts_of(std::span<const Entry> entries) {
  Counts counts;
  for (const Entry& entry : entries) counts[{entry.identity, entry.severity}] += entry.count;
  return counts;
}

/// The mildest one that is left for a finding, or the end.
Counts::iterator find(Counts& counts, const engine::Finding& finding) {
  auto found = counts.lower_bound({finding.identity, finding.severity});
  while (found != counts.end() && found->first.first == finding.identity && found->second == 0) ++found;
  return found != counts.end() && found->first.first == finding.identity ? found : counts.end();
}

std::vector<std::string_view> parts_of(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find_first_of("/\\"), path.size());
    if (end > 0) parts.push_back(path.substr(0, end));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return parts;
}

}  // namespace

std::span<const Entry> Baseline::entries_of(std::string_view path) const {
  const auto file = std::ranges::lower_bound(files, path, {}, &File::path);
  return file == files.end() || file->path != path ? std::span<const Entry>()
                                                   : std::span<const Entry>(file->entries);
}

void recognise(std::span<const Entry> known, const engine::Reading& reading,
               const engine::NewFindings& findings) {
  if (known.empty()) return;
  identify(reading, findings);
  Counts counts = counts_of(known);
  const auto by_baseline = std::make_shared<const engine::Ignored>(engine::Ignored::By::baseline);
  for (const auto& finding : findings) {
    const auto found = finding->ignored ? counts.end() : find(counts, *finding);
    if (found == counts.end()) continue;
    --found->second;
    finding->ignored = by_baseline;
  }
}

std::vector<Entry> entries_of(std::span<const engine::Finding> findings) {
  std::map<std::tuple<std::string, std::string, std::string, engine::Severity>, std::size_t> counts;
  for (const engine::Finding& finding : findings)
    ++counts[{std::string(finding.rule), without_secrets(finding.location), finding.identity,
              finding.severity}];
  std::vector<Entry> entries;
  for (const auto& [what, count] : counts) {
    const auto& [rule, location, identity, severity] = what;
    entries.push_back({rule, severity, location, identity, count});
  }
  return entries;
}

std::vector<Entry> stale(std::span<const Entry> known, std::span<const engine::Finding> findings) {
  Counts counts = counts_of(known);
  for (const engine::Finding& finding : findings) {
    if (!finding.ignored || finding.ignored->by != engine::Ignored::By::baseline) continue;
    if (const auto found = find(counts, finding); found != counts.end()) --found->second;
  }
  std::vector<Entry> rest;
  for (const Entry& entry : known) {
    std::size_t& left = counts[{entry.identity, entry.severity}];
    const std::size_t count = std::min(left, entry.count);
    left -= count;
    if (count == 0) continue;
    rest.push_back(entry);
    rest.back().count = count;
  }
  return rest;
}

std::string relative_path(std::string_view path, std::string_view directory) {
  const std::vector<std::string_view> to = parts_of(path), from = parts_of(directory);
  const auto [to_rest, from_rest] = std::ranges::mismatch(to, from);
  const bool has_drive = !to.empty() && to.front().ends_with(':');
  const bool is_elsewhere = has_drive && to_rest == to.begin();
  std::string relative;
  if (!is_elsewhere)
    for (auto up = from_rest; up != from.end(); ++up) relative += "../";
  for (auto part = to_rest; part != to.end(); ++part)
    relative.append(part == to_rest ? "" : "/").append(*part);
  return relative;
}

}  // namespace certlift::baseline
