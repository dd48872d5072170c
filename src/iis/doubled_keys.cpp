#include "iis/doubled_keys.h"

#include "iis/in_effect.h"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

namespace certlift::iis {
namespace {

std::string key_attributes(const ElementSchema& entry) {
  std::string names;
  for (const AttributeSchema& attribute : entry.attributes)
    if (attribute.key != KeyPart::none) names += (names.empty() ? "" : ", ") + attribute.name;
  return names;
}

bool has_collections(const ElementSchema& schema) {
  std::vector<const ElementSchema*> parts{&schema};
  while (!parts.empty()) {
    const ElementSchema& part = *parts.back();
    parts.pop_back();
    if (!part.collections.empty()) return true;
    for (const ElementSchema& element : part.elements) parts.push_back(&element);
  }
  return false;
}

/// Something with a schema that may hold collections.
struct Holder {
  StoredSection stored;
  const ElementSchema* schema;
};

/// The sections of one path, as each place that IIS reads inherits them.
class Levels {
 public:
  Levels(const HostConfig& config, std::string_view section_path, const ElementSchema& schema)
      : config_(config), section_path_(section_path), schema_(schema) {}

  /// What stands in `stored`, laid over what it inherits. Of a section that a level stores twice the first
  /// counts: that it stands twice is another fault.
  const SectionLevel& read(const StoredSection& stored) {
    const LocationPath& path = stored.location->path;
    const SectionLevel* above = nullptr;
    for (const auto* level : config_.stored(section_path_).on_the_way(path.key())) {
      const StoredSection& first = level->front();
      if (first.location->path != path && !why_unread(config_, first, section_path_, path))
        above = &laid_over(above, first);
    }
    return laid_over(above, stored);
  }

 private:
  const SectionLevel& laid_over(const SectionLevel* above, const StoredSection& stored) {
    auto& level = levels_[{above, stored.element.span().begin}];
    if (!level) level = std::make_unique<const SectionLevel>(stored, schema_, above);
    return *level;
  }

  const HostConfig& config_;
  std::string_view section_path_;
  const ElementSchema& schema_;
  std::map<std::pair<const SectionLevel*, std::size_t>, std::unique_ptr<const SectionLevel>> levels_;
};

}  // namespace

bool DoubledKey::is_inherited() const {
  return collection() != first.parent();
}

SectionLevel::SectionLevel(const StoredSection& stored, const ElementSchema& schema,
                           const SectionLevel* above) {
  std::vector<std::pair<std::vector<xml::Element>, const ElementSchema*>> parts{{{stored.element}, &schema}};
  for (std::size_t next = 0; next < parts.size(); ++next) {
    const auto [holders, part] = parts[next];
    for (const CollectionSchema& collection : part->collections) {
      const Collection* inherited = above ? &above->collections_[collections_.size()] : nullptr;
      Collection& own = collections_.emplace_back(collection, inherited);
      for (xml::Element holder : holders) own.lay_over({stored.location, holder});
    }
    for (const ElementSchema& element : part->elements) {
      std::vector<xml::Element> children;
      for (xml::Element holder : holders)
        for (xml::Element child : holder.children(element.name)) children.push_back(child);
      parts.emplace_back(std::move(children), &element);
    }
  }
}

std::vector<DoubledKey> SectionLevel::doubled_keys(Cleared cleared) const {
  std::vector<DoubledKey> doubled;
  std::vector<Holder> entries;  // that may hold collections themselves
  const auto collect = [&](const SectionLevel& level) {
    for (const Collection& collection : level.collections_) {
      const ElementSchema& schema = collection.schema().entry.front();
      const bool holds_more = !schema.elements.empty() || !schema.collections.empty();
      for (const Collection::Own& own : collection.own()) {
        if (own.is_gone && cleared == Cleared::left_out) continue;
        if (own.entry.twin) doubled.push_back({own.entry.stored, own.entry.twin, key_attributes(schema)});
        if (holds_more) entries.push_back({own.entry.stored, &schema});
      }
    }
  };
  collect(*this);
  while (!entries.empty()) {
    const Holder entry = entries.back();
    entries.pop_back();
    collect(SectionLevel(entry.stored, *entry.schema, nullptr));
  }
  std::ranges::sort(doubled, {}, [](const DoubledKey& key) { return key.entry.element.span().begin; });
  return doubled;
}

std::vector<DoubledKey> doubled_keys(const HostConfig& config, std::string_view section_path,
                                     const ElementSchema& schema) {
  std::vector<DoubledKey> doubled;
  if (!has_collections(schema)) return doubled;
  Levels levels(config, section_path, schema);
  for (const StoredSection& stored : config.sections(section_path))
    if (is_read_at(section_path, stored.location->path))
      std::ranges::move(levels.read(stored).doubled_keys(SectionLevel::Cleared::left_out),
                        std::back_inserter(doubled));
  return doubled;
}

}  // namespace certlift::iis
