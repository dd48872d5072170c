#include "iis/effective.h"

#include "iis/collection.h"
#include "iis/ignored_sections.h"
#include "iis/section_problems.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <ranges>
#include <span>

namespace certlift::iis {
namespace {

Origin origin_of(const StoredSection& stored) {
  return {stored.element.position(), stored.location->path.text()};
}

/// The deepest value of each attribute; `holders` from the server down.
std::vector<Setting> settings_of(std::span<const StoredSection> holders, const ElementSchema& schema) {
  std::vector<Setting> settings;
  for (const AttributeSchema& attribute : schema.attributes) {
    Setting setting{
        .name = attribute.name, .value = attribute.default_value, .encrypted = attribute.encrypted};
    for (const StoredSection& holder : std::views::reverse(holders)) {
      const auto own = holder.element.value(attribute.name);
      if (!own) continue;
      setting.value = *own;
      setting.origin = origin_of(holder);
      break;
    }
    settings.push_back(std::move(setting));
  }
  return settings;
}

std::vector<CollectionEntry> merged(std::span<const StoredSection> holders, const CollectionSchema& schema) {
  std::deque<Collection> levels;
  for (const StoredSection& holder : holders)
    levels.emplace_back(schema, levels.empty() ? nullptr : &levels.back()).lay_over(holder);
  return levels.empty() ? std::vector<CollectionEntry>() : levels.back().entries();
}

std::vector<StoredSection> children_of(std::span<const StoredSection> holders, std::string_view name) {
  std::vector<StoredSection> children;
  for (const StoredSection& holder : holders)
    for (xml::Element child : holder.element.children(name)) children.push_back({holder.location, child});
  return children;
}

std::string joined(const std::string& path, const std::string& name) {
  return path.empty() ? name : path + "/" + name;
}

EffectiveEntry entry_of(const CollectionEntry& entry, const ElementSchema& schema, std::string path) {
  EffectiveEntry read{std::move(path), settings_of({&entry.stored, 1}, schema), origin_of(entry.stored),
                      static_cast<bool>(entry.twin)};
  std::erase_if(read.settings, [](const Setting& s) { return !s.origin && s.value.empty(); });
  return read;
}

/// An element inside an entry.
struct InnerTask {
  CollectionEntry entry;
  const ElementSchema* schema;
  std::string path;
};

std::vector<InnerTask> inner_tasks(const InnerTask& outer) {
  std::vector<InnerTask> tasks;
  const std::span<const StoredSection> holder(&outer.entry.stored, 1);
  for (const ElementSchema& element : outer.schema->elements)
    for (const StoredSection& child : children_of(holder, element.name))
      tasks.push_back({{child}, &element, joined(outer.path, element.name)});
  for (const CollectionSchema& collection : outer.schema->collections)
    for (const CollectionEntry& entry : merged(holder, collection))
      tasks.push_back({entry, &collection.entry.front(), joined(outer.path, collection.add)});
  return tasks;
}

EffectiveEntry entry_with_inner(const CollectionEntry& entry, const CollectionSchema& schema) {
  const ElementSchema& outer = schema.entry.front();
  EffectiveEntry read = entry_of(entry, outer, schema.add);
  std::vector<InnerTask> tasks = inner_tasks({entry, &outer, {}});
  std::ranges::reverse(tasks);
  while (!tasks.empty()) {
    const InnerTask task = std::move(tasks.back());
    tasks.pop_back();
    EffectiveEntry inner = entry_of(task.entry, *task.schema, task.path);
    if (!inner.settings.empty() || inner.duplicate) read.inner.push_back(std::move(inner));
    const std::vector<InnerTask> below = inner_tasks(task);
    tasks.insert(tasks.end(), below.rbegin(), below.rend());
  }
  return read;
}

/// An element of a section, and the places where it is stored, from the server down.
struct Part {
  std::string path;
  const ElementSchema* schema;
  std::vector<StoredSection> holders;
};

void read_part(const Part& part, SectionContent& content) {
  for (Setting& setting : settings_of(part.holders, *part.schema)) {
    setting.name = joined(part.path, setting.name);
    content.settings.push_back(std::move(setting));
  }
  for (const CollectionSchema& schema : part.schema->collections) {
    EffectiveCollection collection{part.path.empty() ? part.schema->name : part.path, {}};
    for (const CollectionEntry& entry : merged(part.holders, schema))
      collection.entries.push_back(entry_with_inner(entry, schema));
    content.collections.push_back(std::move(collection));
  }
}

SectionContent content_of(std::vector<StoredSection> stored, const ElementSchema& schema) {
  SectionContent content;
  std::vector<Part> parts{{"", &schema, std::move(stored)}};
  while (!parts.empty()) {
    const Part part = std::move(parts.back());
    parts.pop_back();
    read_part(part, content);
    for (const ElementSchema& element : std::views::reverse(part.schema->elements))
      parts.push_back({joined(part.path, element.name), &element, children_of(part.holders, element.name)});
  }
  return content;
}

UnreadSection unread(WhyUnread why, const StoredSection& stored, const ElementSchema& schema) {
  UnreadSection section{why, origin_of(stored), content_of({stored}, schema)};
  std::erase_if(section.content.settings, [](const Setting& setting) { return !setting.origin; });
  std::erase_if(section.content.collections, [](const EffectiveCollection& c) { return c.entries.empty(); });
  return section;
}

// --- faults ---

void add_duplicates(const SectionContent& content, std::vector<EffectiveFault>& faults) {
  const auto look_at = [&](const EffectiveEntry& entry, const std::string& collection) {
    if (entry.duplicate)
      faults.push_back({"<" + entry.element + "> has the key of an entry before it in " + collection +
                            ": IIS answers every request here with 500.19",
                        entry.origin});
  };
  for (const EffectiveCollection& collection : content.collections)
    for (const EffectiveEntry& entry : collection.entries) {
      look_at(entry, collection.name);
      for (const EffectiveEntry& inner : entry.inner) look_at(inner, collection.name);
    }
}

void add_problems(const HostConfig& config, const StoredSection& stored, const ElementSchema& schema,
                  std::vector<EffectiveFault>& faults) {
  const xml::Document& document = stored.element.document();
  for (const SchemaProblem& problem : problems_at(config, stored.element, schema))
    faults.push_back(
        {problem.message, {document.position(problem.offset), stored.location->path.text()}, problem.kind});
}

// --- sections ---

EffectiveSection read_section(const HostConfig& config, const LocationPath& path,
                              const std::string& section_path, const ElementSchema& schema) {
  EffectiveSection section{.path = section_path, .read = is_read_at(section_path, path)};
  std::vector<StoredSection> in_effect;
  for (const std::vector<StoredSection>* level : config.stored(section_path).on_the_way(path.key())) {
    for (const StoredSection& stored : *level) {
      if (const auto why = why_unread(config, stored, section_path, path)) {
        section.not_read.push_back(unread(*why, stored, schema));
        continue;
      }
      if (&stored != &level->front())
        section.faults.push_back(
            {"the section is already stored at this path: IIS takes a second one for an error",
             origin_of(stored)});
      add_problems(config, stored, schema, section.faults);
      in_effect.push_back(stored);
    }
  }
  section.content = content_of(std::move(in_effect), schema);
  add_duplicates(section.content, section.faults);
  return section;
}

}  // namespace

bool decides_on_access(std::string_view section_path) {
  return section_path == section::access || section_path == section::authorization ||
         section_path.starts_with("system.webServer/security/authentication/");
}

std::vector<EffectiveSection> effective_sections(const HostConfig& config, const LocationPath& path) {
  std::vector<EffectiveSection> sections;
  for (const auto& [section_path, schema] : config.schema().sections())
    if (decides_on_access(section_path)) sections.push_back(read_section(config, path, section_path, schema));
  return sections;
}

std::vector<SectionNotRead> sections_not_read(const HostConfig& config, const LocationPath& path) {
  std::vector<SectionNotRead> sections;
  for (const auto& [row, stored] : ignored_sections(config, path))
    sections.push_back({std::string(row->section), where_read(*row), origin_of(stored)});
  return sections;
}

}  // namespace certlift::iis
