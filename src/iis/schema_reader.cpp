#include "iis/schema_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace certlift::iis {
namespace {

std::unexpected<Error> refused(xml::Element element, std::string message) {
  const text::Position place = element.position();
  return std::unexpected(Error{ErrorCode::not_understood, std::move(message) + "; this is no schema of IIS",
                               element.document().path(), place.line, place.column});
}

bool is_set(xml::Element element, std::string_view attribute, bool fallback = false) {
  return read_bool(element.value(attribute).value_or("")).value_or(fallback);
}

Result<std::string> name_of(xml::Element element) {
  std::string name = text_of(element, "name");
  if (name.empty()) return refused(element, "<" + std::string(element.name()) + "> has no name");
  return name;
}

Result<ValueType> type_of(xml::Element element) {
  constexpr std::array<std::pair<std::string_view, ValueType>, 8> types{{{"bool", ValueType::boolean},
                                                                         {"enum", ValueType::enumeration},
                                                                         {"flags", ValueType::flags},
                                                                         {"int", ValueType::integer},
                                                                         {"int64", ValueType::integer},
                                                                         {"string", ValueType::string},
                                                                         {"timeSpan", ValueType::time_span},
                                                                         {"uint", ValueType::integer}}};
  const std::string name = text_of(element, "type");
  for (const auto& [known, type] : types)
    if (known == name) return type;
  return refused(element, "the attribute type '" + name + "' is unknown");
}

/// Numbers may be negative; they are compared bit for bit.
Result<NamedValue> read_value(xml::Element element) {
  auto name = name_of(element);
  if (!name) return std::unexpected(name.error());
  const std::string text = text_of(element, "value");
  long long number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size())
    return refused(element, "the value of '" + *name + "' is no number");
  return NamedValue{std::move(*name), static_cast<unsigned long>(number)};
}

Result<AttributeSchema> read_attribute(xml::Element element) {
  auto name = name_of(element);
  if (!name) return std::unexpected(name.error());
  const auto type = type_of(element);
  if (!type) return std::unexpected(type.error());
  AttributeSchema attribute{.name = std::move(*name),
                            .type = *type,
                            .default_value = text_of(element, "defaultValue"),
                            .presence = is_set(element, "required") ? Presence::required : Presence::optional,
                            .key = is_set(element, "isUniqueKey")     ? KeyPart::unique
                                   : is_set(element, "isCombinedKey") ? KeyPart::combined
                                                                      : KeyPart::none,
                            .case_sensitive = is_set(element, "caseSensitive"),
                            .encrypted = is_set(element, "encrypted"),
                            .non_empty = text_of(element, "validationType") == "nonEmptyString"};
  for (xml::Element value : element.children()) {
    if (value.name() != "enum" && value.name() != "flag") continue;
    auto read = read_value(value);
    if (!read) return std::unexpected(read.error());
    attribute.values.push_back(std::move(*read));
  }
  return attribute;
}

CollectionSchema read_collection(xml::Element element) {
  CollectionSchema collection{.add = text_of(element, "addElement"),
                              .remove = text_of(element, "removeElement"),
                              .clear = text_of(element, "clearElement"),
                              .merge_append = is_set(element, "mergeAppend", true),
                              .allow_duplicates = is_set(element, "allowDuplicates"),
                              .entry = {}};
  collection.entry.push_back({collection.add});
  return collection;
}

/// The one in `list` that has the same name, which is put there if there is none.
template <class T>
T& found_or_added(std::vector<T>& list, T item, std::string T::* name) {
  const auto found = std::ranges::find(list, item.*name, name);
  return found != list.end() ? *found : list.emplace_back(std::move(item));
}

/// What stands directly in an element of the schema; what stands further down is not looked at.
Result<void> read_children(xml::Element element, ElementSchema& schema) {
  for (xml::Element child : element.children()) {
    if (child.name() == "attribute") {
      auto attribute = read_attribute(child);
      if (!attribute) return std::unexpected(attribute.error());
      found_or_added(schema.attributes, *attribute, &AttributeSchema::name) = *attribute;
    } else if (child.name() == "element") {
      auto name = name_of(child);
      if (!name) return std::unexpected(name.error());
      found_or_added(schema.elements, {std::move(*name)}, &ElementSchema::name);
    } else if (child.name() == "collection") {
      found_or_added(schema.collections, read_collection(child), &CollectionSchema::add);
    }
  }
  return {};
}

/// An element of the file, and what it is read into.
struct ReaderTask {
  xml::Element element;
  ElementSchema* schema;
  std::size_t depth = 0;
};

/// Schemas are copied and taken apart level by level.
constexpr std::size_t max_depth = 100;

/// To be asked once read_children() has made a place for each of them.
void add_tasks_below(const ReaderTask& task, std::vector<ReaderTask>& tasks) {
  for (xml::Element child : task.element.children()) {
    if (child.name() == "element")
      tasks.push_back(
          {child, &*std::ranges::find(task.schema->elements, text_of(child, "name"), &ElementSchema::name),
           task.depth + 1});
    if (child.name() == "collection")
      tasks.push_back(
          {child,
           &std::ranges::find(task.schema->collections, text_of(child, "addElement"), &CollectionSchema::add)
                ->entry.front(),
           task.depth + 1});
  }
}

/// Tasks are done last in, first out: when one makes its lists longer, no task points into them any more.
Result<void> read_section(xml::Element element, ElementSchema& section) {
  std::vector<ReaderTask> tasks{{element, &section}};
  while (!tasks.empty()) {
    const ReaderTask task = tasks.back();
    tasks.pop_back();
    if (task.depth > max_depth) return refused(task.element, "it is nested too deeply");
    if (auto read = read_children(task.element, *task.schema); !read) return read;
    add_tasks_below(task, tasks);
  }
  return {};
}

}  // namespace

Result<void> read_schema(const xml::Document& file, Schema& schema) {
  const xml::Element root = file.root();
  if (root.name() != "configSchema") return refused(root, "the root is not <configSchema>");
  for (xml::Element element : root.children("sectionSchema")) {
    const auto path = name_of(element);
    if (!path) return std::unexpected(path.error());
    const ElementSchema* known = schema.section(*path);
    ElementSchema section = known ? *known : ElementSchema{path->substr(path->rfind('/') + 1)};
    if (auto read = read_section(element, section); !read) return read;
    schema.put(*path, std::move(section));
  }
  return {};
}

Schema completed(Schema schema, const Schema& fallback) {
  for (const auto& [path, section] : fallback.sections())
    if (!schema.section(path)) schema.put(path, section);
  return schema;
}

}  // namespace certlift::iis
