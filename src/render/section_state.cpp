#include "render/section_state.h"

#include "base/sha256.h"
#include "iis/certificate_mapping.h"
#include "iis/location.h"
#include "iis/meaning.h"
#include "render/report.h"
#include "render/secrets.h"
#include "text/lines.h"

#include <algorithm>
#include <map>
#include <utility>

namespace certlift::render {
namespace {

/// `[enc:...:enc]`, and nothing else beside it.
bool is_encrypted(std::string_view secret) {
  return secret.starts_with("[enc:") && secret.ends_with(":enc]") && secret.find(']') == secret.size() - 1;
}

class StateReader {
 public:
  explicit StateReader(const iis::HostConfig& config)
      : config_(config), text_(config.document().text()), lines_(text_), secrets_(secrets_of(text_)) {}

  SectionState read(const iis::NamedSection& section) const {
    const iis::Location& location = *section.stored.location;
    const text::Span span = section.stored.element.span();
    Extent extent{.lines = lines_.line_of(span.end - 1) - lines_.line_of(span.begin) + 1};
    if (section.path == iis::section::iis_certificate_mapping)
      extent.mappings = iis::mapping_section(config_, section.stored).mappings.size();
    const bool has_tag = static_cast<bool>(location.element.parent());
    const std::string tag = has_tag ? without_secrets(location.element.start_tag()) : "";
    return {location.path.written(), section.path, extent, sha256(tag + '\n' + without_secrets(span))};
  }

 private:
  std::string without_secrets(text::Span span) const {
    std::string masked;
    std::size_t from = span.begin;
    const auto ends_before = [](const text::Span& secret, std::size_t at) { return secret.end <= at; };
    auto secret = std::lower_bound(secrets_.begin(), secrets_.end(), span.begin, ends_before);
    for (; secret != secrets_.end() && secret->begin < span.end; ++secret) {
      const std::size_t begin = std::max(secret->begin, span.begin);
      const std::string_view hidden = secret->of(text_);
      masked.append(text_.substr(from, begin - from)).append(is_encrypted(hidden) ? hidden : "***");
      from = std::min(secret->end, span.end);
    }
    return masked.append(text_.substr(from, span.end - from));
  }

  const iis::HostConfig& config_;
  std::string_view text_;
  text::LineIndex lines_;
  std::vector<text::Span> secrets_;
};

/// The sections of a configuration, by what tells them from each other.
using States = std::map<std::string, const SectionState*>;

States by_key(std::span<const SectionState> states, std::vector<std::string>& keys) {
  States result;
  std::map<std::string, std::size_t> counts;
  for (const SectionState& state : states) {
    std::string key = iis::LocationPath(state.location).key() + '\n' + state.section;
    key += '\n' + std::to_string(counts[key]++);
    keys.push_back(key);
    result.emplace(std::move(key), &state);
  }
  return result;
}

/// `2 mappings`, or `9 lines`.
std::string amount(const Extent& extent) {
  return extent.mappings ? counted(*extent.mappings, "mapping") : counted(extent.lines, "line");
}

std::string then_and_now(const Extent& then, const Extent& now) {
  if (then.mappings && now.mappings && *then.mappings != *now.mappings)
    return counted(*then.mappings, "mapping") + " then, " + std::to_string(*now.mappings) + " now";
  if (then.lines != now.lines)
    return counted(then.lines, "line") + " then, " + std::to_string(now.lines) + " now";
  return amount(now) + " then and now";
}

}  // namespace

std::vector<SectionState> section_states(const iis::HostConfig& config) {
  const StateReader reader(config);
  std::vector<SectionState> states;
  for (const iis::NamedSection& section : iis::all_sections(config)) states.push_back(reader.read(section));
  return states;
}

std::vector<SectionChange> section_changes(std::span<const SectionState> before,
                                           std::span<const SectionState> after) {
  std::vector<std::string> old_keys, new_keys;
  const States old = by_key(before, old_keys), now = by_key(after, new_keys);
  std::vector<SectionChange> changes;
  for (const std::string& key : old_keys) {
    const SectionState& then = *old.at(key);
    const auto found = now.find(key);
    if (found == now.end())
      changes.push_back({then.location, then.section, then.extent, std::nullopt});
    else if (found->second->sha256 != then.sha256)
      changes.push_back({then.location, then.section, then.extent, found->second->extent});
  }
  for (const std::string& key : new_keys)
    if (const SectionState& state = *now.at(key); !old.contains(key))
      changes.push_back({state.location, state.section, std::nullopt, state.extent});
  return changes;
}

std::string_view name_of_kind(const SectionChange& change) {
  return !change.before ? "added" : !change.after ? "removed" : "changed";
}

std::string text_of(const SectionChange& change) {
  const std::string where = change.location.empty() ? "the server's" : "'" + change.location + "'";
  std::string text = where + " " + change.section + " ";
  if (change.before && change.after) return text + "changed: " + then_and_now(*change.before, *change.after);
  if (change.after) return text + "was added (" + amount(*change.after) + ")";
  return change.before ? text + "was removed (" + amount(*change.before) + ")" : text;
}

}  // namespace certlift::render
