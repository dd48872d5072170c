#include "iis/section_index.h"

#include <algorithm>
#include <cstddef>

namespace certlift::iis {
namespace {

/// The names on the way to the sections, as a tree. The first node stands for the location itself.
class Names {
 public:
  struct Node {
    std::string_view name;
    std::vector<StoredSection>* section = nullptr;  ///< what is stored under this very path goes there
    std::vector<std::size_t> below = {};
  };

  void add(std::string_view path, std::vector<StoredSection>& section) {
    std::size_t at = 0;
    while (!path.empty()) {
      const std::size_t slash = std::min(path.find('/'), path.size());
      at = below(at, path.substr(0, slash));
      path.remove_prefix(std::min(slash + 1, path.size()));
    }
    nodes_[at].section = &section;
  }

  const Node& node(std::size_t index) const { return nodes_[index]; }
  /// The node of that name below another, or 0.
  std::size_t find(std::size_t parent, std::string_view name) const {
    for (const std::size_t child : nodes_[parent].below)
      if (nodes_[child].name == name) return child;
    return 0;
  }

 private:
  std::size_t below(std::size_t parent, std::string_view name) {
    if (const std::size_t found = find(parent, name)) return found;
    nodes_.push_back({name});
    nodes_[parent].below.push_back(nodes_.size() - 1);
    return nodes_.size() - 1;
  }

  std::vector<Node> nodes_{{}};
};

}  // namespace

bool Location::has_override() const {
  return element.attribute("overrideMode").has_value() || element.attribute("allowOverride").has_value();
}

bool Location::has_inherit() const {
  return element.attribute("inheritInChildApplications").has_value();
}

SectionIndex::SectionIndex(std::span<const Location> locations, std::span<const std::string_view> paths) {
  Names names;
  for (const std::string_view path : paths) names.add(path, sections_[std::string(path)]);
  struct Step {
    xml::Element element;
    std::size_t name;
  };
  std::vector<Step> way;
  for (const Location& location : locations) {
    way.push_back({location.element.first_child(), 0});
    while (!way.empty()) {
      auto& [element, parent] = way.back();
      if (!element) {
        way.pop_back();
        continue;
      }
      const xml::Element at = element;
      const std::size_t name = names.find(parent, at.name());
      element = at.next_sibling();
      if (name == 0) continue;
      if (auto* section = names.node(name).section) section->push_back({&location, at});
      if (!names.node(name).below.empty()) way.push_back({at.first_child(), name});
    }
  }
}

std::span<const StoredSection> SectionIndex::of(std::string_view path) const& {
  const auto found = sections_.find(path);
  return found == sections_.end() ? std::span<const StoredSection>() : found->second;
}

}  // namespace certlift::iis
