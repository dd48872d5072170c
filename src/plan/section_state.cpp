#include "plan/section_state.h"

#include "base/sha256.h"
#include "iis/certificate_mapping.h"
#include "iis/location.h"
#include "iis/meaning.h"
#include "render/report.h"
#include "render/secrets.h"
#include "text/lines.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <system_error>
#include <utility>

namespace certlift::plan {
namespace {

/// `[enc:...:enc]`, and nothing else beside it.
bool is_encrypted(std::string_view secret) {
  return secret.starts_with("[enc:") && secret.ends_with(":enc]") && secret.find(']') == secret.size() - 1;
}

/// The span, in which every secret that is not encrypted counts as the same.
std::string blanked(std::string_view text, const std::vector<text::Span>& secrets, text::Span span) {
  std::string masked;
  std::size_t from = span.begin;
  const auto ends_before = [](const text::Span& secret, std::size_t at) { return secret.end <= at; };
  auto secret = std::lower_bound(secrets.begin(), secrets.end(), span.begin, ends_before);
  for (; secret != secrets.end() && secret->begin < span.end; ++secret) {
    const std::size_t begin = std::max(secret->begin, span.begin);
    const std::string_view hidden = secret->of(text);
    masked.append(text.substr(from, begin - from)).append(is_encrypted(hidden) ? hidden : "***");
    from = std::min(secret->end, span.end);
  }
  return masked.append(text.substr(from, span.end - from));
}

constexpr std::size_t digest_size = 16;

/// Short, as there is one for each element: enough to tell one from the other by accident, and a plan is not
/// trusted for it.
std::string digest_of(std::string_view text) {
  return sha256(text).substr(0, digest_size);
}

constexpr std::size_t longest_name = 64;

class StateReader {
 public:
  explicit StateReader(const iis::HostConfig& config)
      : config_(config),
        text_(config.document().text()),
        lines_(text_),
        secrets_(render::secrets_of(text_)) {}

  SectionState read(const iis::NamedSection& section) const {
    const iis::Location& location = *section.stored.location;
    const text::Span span = section.stored.element.span();
    Extent extent{.lines = lines_.line_of(span.end - 1) - lines_.line_of(span.begin) + 1};
    if (section.path == iis::section::iis_certificate_mapping)
      extent.mappings = iis::mapping_section(config_, section.stored).mappings.size();
    const bool has_tag = static_cast<bool>(location.element.parent());
    const std::string tag = has_tag ? without_secrets(location.element.start_tag()) : "";
    SectionState state{location.path.written(), section.path, extent,
                       sha256(tag + '\n' + without_secrets(span)), lines_.line_of(span.begin) + 1};
    if (has_tag) state.elements.push_back(state_of(location.element, 0, ""));
    add_elements(section.stored.element, state);
    return state;
  }

 private:
  std::string without_secrets(text::Span span) const { return blanked(text_, secrets_, span); }

  /// `text`: what stands between its children.
  ElementState state_of(xml::Element element, std::size_t depth, const std::string& text) const {
    std::string name(element.name());
    for (const std::string_view attribute : {"name", "path"}) {
      const auto value = element.value(attribute);
      if (!value || value->empty() || value->size() > longest_name || !render::secrets_of(*value).empty())
        continue;
      name += " '" + render::in_one_line(*value) + "'";
      break;
    }
    return {depth, name, digest_of(written_of(element) + text), lines_.line_of(element.span().begin) + 1};
  }

  /// Its start, whatever stands between the attributes and in whichever order they are.
  std::string written_of(xml::Element element) const {
    std::map<std::string_view, std::string> attributes;
    for (const xml::Attribute& attribute : element.attributes())
      attributes.emplace(attribute.name, without_secrets(attribute.value_span));
    std::string written(element.name());
    for (const auto& [name, value] : attributes) written.append("\n").append(name).append("=").append(value);
    return written;
  }

  void add_elements(xml::Element section, SectionState& state) const {
    struct Task {
      xml::Element element;
      std::size_t depth;
    };
    std::string comments;
    std::vector<Task> tasks{{section, state.elements.size()}};
    while (!tasks.empty()) {
      const Task task = tasks.back();
      tasks.pop_back();
      std::string text;
      const std::size_t first = tasks.size();
      for (const xml::Node& node : config_.document().nodes(task.element)) {
        if (node.kind == xml::NodeKind::element)
          tasks.push_back({node.element, task.depth + 1});
        else
          (node.kind == xml::NodeKind::comment ? comments : text) += '\n' + without_secrets(node.span);
      }
      std::reverse(tasks.begin() + static_cast<std::ptrdiff_t>(first), tasks.end());
      state.elements.push_back(state_of(task.element, task.depth, text));
    }
    if (!comments.empty()) state.comments = digest_of(comments);
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
  return extent.mappings ? render::counted(*extent.mappings, "mapping")
                         : render::counted(extent.lines, "line");
}

std::string then_and_now(const Extent& then, const Extent& now) {
  if (then.mappings && now.mappings && *then.mappings != *now.mappings)
    return render::counted(*then.mappings, "mapping") + " then, " + std::to_string(*now.mappings) + " now";
  if (then.lines != now.lines)
    return render::counted(then.lines, "line") + " then, " + std::to_string(now.lines) + " now";
  return amount(now) + " as before, with other content";
}

}  // namespace

std::vector<SectionState> section_states(const iis::HostConfig& config) {
  const StateReader reader(config);
  std::vector<SectionState> states;
  for (const iis::NamedSection& section : iis::all_sections(config)) states.push_back(reader.read(section));
  return states;
}

std::string line_of_plan(const ElementState& element) {
  return std::to_string(element.depth) + " " + element.digest + " " + element.name;
}

std::optional<ElementState> read_line_of_plan(std::string_view line) {
  ElementState element;
  const char* end = line.data() + line.size();
  const auto [depth_end, fault] = std::from_chars(line.data(), end, element.depth);
  const std::string_view rest(depth_end, static_cast<std::size_t>(end - depth_end));
  if (fault != std::errc() || rest.size() < digest_size + 3 || rest.front() != ' ' ||
      rest[digest_size + 1] != ' ')
    return std::nullopt;
  element.digest = rest.substr(1, digest_size);
  element.name = rest.substr(digest_size + 2);
  const bool is_hexadecimal = element.digest.find_first_not_of("0123456789abcdef") == std::string::npos;
  return is_hexadecimal ? std::optional(std::move(element)) : std::nullopt;
}

FileState file_state(std::string_view text) {
  const std::vector<text::Span> secrets = render::secrets_of(text);
  std::string comments;
  constexpr std::string_view start = "<!--", end = "-->";
  for (std::size_t at = text.find(start); at != std::string_view::npos; at = text.find(start, at)) {
    const std::size_t behind =
        std::min(text.find(end, at + start.size()), text.size() - end.size()) + end.size();
    comments += blanked(text, secrets, {at, behind}) + '\n';
    at = behind;
  }
  return {digest_of(comments), digest_of(blanked(text, secrets, {0, text.size()}))};
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

}  // namespace certlift::plan
