#include "allow_index.h"

#include <algorithm>
#include <cstddef>
#include <ranges>

namespace certlift::deny_out_of_order {
namespace {

/// A Deny with more rules that Allows have too is compared by so many of them: the work doubles with each,
/// and nobody writes more (certificates have six fields to go by).
constexpr std::size_t most_rules = 6;

/// Each once, in an order that is the same for all.
std::vector<std::string> sorted_rules(const iis::Mapping& mapping) {
  std::vector<std::string> rules = mapping.rules();
  std::ranges::sort(rules);
  const auto repeated = std::ranges::unique(rules);
  rules.erase(repeated.begin(), repeated.end());
  return rules;
}

/// The rules of which `chosen` has the bits, as one text.
std::string joined(const std::vector<std::string>& rules, std::size_t chosen) {
  std::string text;
  for (std::size_t i = 0; i < rules.size(); ++i)
    if ((chosen >> i & 1U) != 0) text += "[" + rules[i] + "]";
  return text;
}

}  // namespace

void AllowIndex::add(const Source& source) {
  const iis::Mapping& mapping = *source.mapping;
  if (mapping.deny || !mapping.enabled || !mapping.has_rules) return;
  std::string all;
  for (std::string& rule : sorted_rules(mapping)) {
    all += "[" + rule + "]";
    rules_.insert(std::move(rule));
  }
  std::vector<Source>& same = allows_[std::move(all)];
  if (same.empty() || (same.size() == 1 && same.front().section != source.section)) same.push_back(source);
}

const iis::Mapping* AllowIndex::find_wider(const iis::Mapping& deny, const iis::MappingSection* but) const {
  if (!deny.deny || !deny.enabled || !deny.has_rules) return nullptr;
  const Rules rules = sorted_rules(deny);
  for (const AllowIndex* index = this; index != nullptr; index = index->above_)
    if (const iis::Mapping* found = index->find_within(rules, but)) return found;
  return nullptr;
}

const iis::Mapping* AllowIndex::find_within(const Rules& rules, const iis::MappingSection* but) const {
  Rules shared;
  std::ranges::copy_if(rules, std::back_inserter(shared),
                       [&](const std::string& rule) { return rules_.contains(rule); });
  if (shared.size() > most_rules) shared.resize(most_rules);
  const std::size_t subsets = std::size_t{1} << shared.size();
  for (std::size_t chosen = 1; chosen < subsets; ++chosen)
    if (const iis::Mapping* found = find_equal(joined(shared, chosen), but)) return found;
  return nullptr;
}

const iis::Mapping* AllowIndex::find_equal(const std::string& rules, const iis::MappingSection* but) const {
  const auto found = allows_.find(rules);
  if (found == allows_.end()) return nullptr;
  for (const Source& source : found->second)
    if (source.section != but) return source.mapping;
  return nullptr;
}

}  // namespace certlift::deny_out_of_order
