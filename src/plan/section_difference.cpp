#include "plan/section_state.h"
#include "render/report.h"
#include "text/diff.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace certlift::plan {
namespace {

using Elements = std::vector<ElementState>;

constexpr std::size_t shown_elements = 4;

std::string_view whole_name(const ElementState& element) {
  return element.name;
}

std::string_view kind_of(const ElementState& element) {
  return std::string_view(element.name).substr(0, element.name.find(' '));
}

bool is_tag(const ElementState& element) {
  return element.depth == 0 && kind_of(element) == "location";
}

/// `binding of site 'Shop'`: with the nearest element above it that has a name of its own.
std::string named(const Elements& elements, std::size_t at) {
  const ElementState& element = elements[at];
  const std::string name = is_tag(element) ? "its location tag" : element.name;
  std::size_t depth = element.depth;
  for (std::size_t i = at; i-- > 0 && depth > 0;) {
    if (elements[i].depth >= depth) continue;
    depth = elements[i].depth;
    if (!is_tag(elements[i]) && elements[i].name.contains(' ')) return name + " of " + elements[i].name;
  }
  return name;
}

/// A line for each element, so that the lines can be compared.
std::string lines_of(const Elements& elements) {
  std::string text;
  for (const ElementState& element : elements)
    text += std::to_string(element.depth) + " " + element.digest + "\n";
  return text;
}

constexpr std::string_view removed = "was removed";

struct ChangedElement {
  const Elements* among;
  std::size_t at;
  std::string_view what;  ///< "was added"
};

/// With its line, if it is there now.
std::string text_of(const ChangedElement& element) {
  return named(*element.among, element.at) + " " + std::string(element.what) +
         (element.what == removed ? "" : " (line " + std::to_string((*element.among)[element.at].line) + ")");
}

/// What became of the elements of one section.
class ElementDifference {
 public:
  ElementDifference(const Elements& before, const Elements& after) : before_(before), after_(after) {}

  std::vector<ChangedElement> find() {
    const std::string old_lines = lines_of(before_), new_lines = lines_of(after_);
    for (const text::LineChange& change :
         text::diff_lines(text::split_lines(old_lines), text::split_lines(new_lines)))
      add(change);
    return std::move(found_);
  }

 private:
  /// Elements of one name at one depth are the same one, changed; else those of one kind.
  void add(const text::LineChange& change) {
    std::map<std::size_t, std::size_t> pairs;  // by place in `after_`
    std::set<std::size_t> paired;
    for (const auto name : {&whole_name, &kind_of}) {
      std::map<std::pair<std::size_t, std::string_view>, std::deque<std::size_t>> old_ones;
      for (std::size_t old = change.before_begin; old < change.before_end; ++old)
        if (!paired.contains(old)) old_ones[{before_[old].depth, name(before_[old])}].push_back(old);
      for (std::size_t now = change.after_begin; now < change.after_end; ++now) {
        auto& candidates = old_ones[{after_[now].depth, name(after_[now])}];
        if (pairs.contains(now) || candidates.empty()) continue;
        pairs.emplace(now, candidates.front());
        paired.insert(candidates.front());
        candidates.pop_front();
      }
    }
    add_rest(before_, change.before_begin, change.before_end, removed,
             [&](std::size_t old) { return paired.contains(old); });
    for (const auto& [now, old] : pairs)
      if (before_[old].digest != after_[now].digest) found_.push_back({&after_, now, "changed"});
    add_rest(after_, change.after_begin, change.after_end, "was added",
             [&](std::size_t now) { return pairs.contains(now); });
  }

  /// Of what is in an element that was added or removed itself, nothing is said.
  template <class IsPaired>
  void add_rest(const Elements& elements, std::size_t begin, std::size_t end, std::string_view what,
                const IsPaired& is_paired) {
    std::size_t inside = elements.size();  // the depth from which on all is inside of what was told
    for (std::size_t i = begin; i < end; ++i) {
      if (elements[i].depth <= inside) inside = elements.size();
      if (is_paired(i) || inside != elements.size()) continue;
      found_.push_back({&elements, i, what});
      inside = elements[i].depth;
    }
  }

  const Elements& before_;
  const Elements& after_;
  std::vector<ChangedElement> found_;
};

std::string joined(const std::vector<ChangedElement>& found) {
  std::string text;
  for (std::size_t i = 0; i < std::min(found.size(), shown_elements); ++i)
    text += (i == 0 ? "" : ", ") + text_of(found[i]);
  if (found.size() > shown_elements)
    text += " and " + render::counted(found.size() - shown_elements, "element") + " more";
  return text;
}

std::multiset<std::string_view> digests_of(const Elements& elements) {
  std::multiset<std::string_view> digests;
  for (const ElementState& element : elements) digests.insert(element.digest);
  return digests;
}

/// What differs in a section that stands in both.
std::string difference_of(const SectionState& before, const SectionState& after) {
  const bool has_other_comments = before.comments != after.comments;
  if (digests_of(before.elements) == digests_of(after.elements)) {
    const bool is_order = lines_of(before.elements) != lines_of(after.elements);
    if (is_order)
      return has_other_comments ? "the order of its elements and its comments" : "the order of its elements";
    return has_other_comments ? "only its comments"
                              : "only how it is written (blanks, quotes, order of attributes)";
  }
  return joined(ElementDifference(before.elements, after.elements).find()) +
         (has_other_comments ? ", and its comments" : "");
}

using Found = std::map<std::pair<std::string_view, std::string_view>, std::vector<const SectionState*>>;

Found by_place(std::span<const SectionState> states) {
  Found found;
  for (const SectionState& state : states) found[{state.location, state.section}].push_back(&state);
  return found;
}

}  // namespace

std::vector<std::string> differences_in_words(std::span<const SectionState> before,
                                              std::span<const SectionState> after) {
  const Found old = by_place(before), now = by_place(after);
  const auto only_one = [](const Found& found, const SectionChange& change) -> const SectionState* {
    const auto place = found.find({change.location, change.section});
    return place == found.end() || place->second.size() != 1 ? nullptr : place->second.front();
  };
  std::vector<std::string> texts;
  for (const SectionChange& change : section_changes(before, after)) {
    const SectionState* then = only_one(old, change);
    const SectionState* here = only_one(now, change);
    const std::string head = text_of(change);
    if (change.before && change.after && then && here && !then->elements.empty())
      texts.push_back(head.substr(0, head.find(" changed: ")) + " changed: " + difference_of(*then, *here));
    else if (!change.before && here)
      texts.push_back(head.substr(0, head.rfind(" (")) + " (line " + std::to_string(here->line) + ")");
    else
      texts.push_back(head);
  }
  return texts;
}

}  // namespace certlift::plan
