#include "iis/schema.h"

#include "iis/location.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <ranges>

namespace certlift::iis {
namespace {

std::string in_quotes(std::string_view name) {
  return "'" + std::string(name) + "'";
}

/// Numbers stand for the names they belong to: of an enumeration one, of flags several together.
bool is_known_number(unsigned long number, const AttributeSchema& schema) {
  unsigned long all = 0;
  for (const NamedValue& value : schema.values) {
    if (value.value == number) return true;
    all |= value.value;
  }
  return schema.type == ValueType::flags && (number & ~all) == 0;
}

std::optional<unsigned long> read_name(std::string_view name, const AttributeSchema& schema) {
  for (const NamedValue& value : schema.values)
    if (value.name == name) return value.value;
  const auto number = read_number(name);
  return number && is_known_number(*number, schema) ? number : std::nullopt;
}

bool fits(std::string_view value, const AttributeSchema& schema) {
  switch (schema.type) {
    case ValueType::boolean:
      return read_bool(value).has_value();
    case ValueType::integer:
      return read_number(value.substr(value.starts_with('-') ? 1 : 0)).has_value();
    case ValueType::enumeration:
    case ValueType::flags:
      return read_named(value, schema).has_value();
    case ValueType::string:
      return !schema.non_empty || !value.empty();
    case ValueType::time_span:
      return true;
  }
  return false;
}

/// A value with the names as the schema writes them, if only their letter case is another.
std::optional<std::string> respelled(std::string_view value, const AttributeSchema& schema) {
  std::string spelled;
  for (const auto part : std::views::split(value, ',')) {
    const std::string_view name = trimmed(std::string_view(part));
    const auto known = std::ranges::find_if(
        schema.values, [&](const NamedValue& known_value) { return same_name(known_value.name, name); });
    if (known == schema.values.end() && !read_name(name, schema)) return std::nullopt;
    spelled +=
        (spelled.empty() ? "" : ", ") + (known == schema.values.end() ? std::string(name) : known->name);
  }
  return fits(spelled, schema) ? std::optional(spelled) : std::nullopt;
}

/// A value that does not fit.
SchemaProblem problem_with(const xml::Attribute& attribute, const AttributeSchema& schema, std::size_t offset,
                           const std::string& where) {
  if (const auto spelled = schema.encrypted ? std::nullopt : respelled(attribute.value, schema))
    return {offset,
            "the value of " + in_quotes(attribute.name) + where + " is " + in_quotes(attribute.value) +
                ", in another letter case than IIS's schema has it; whether IIS accepts that is not "
                "documented (one user reports that it does): write " +
                in_quotes(*spelled),
            ProblemKind::letter_case};
  return {offset, "the value of " + in_quotes(attribute.name) + where + " is none that IIS knows" +
                      (schema.encrypted ? "" : ": " + in_quotes(attribute.value))};
}

/// An element to look at. One that removes an entry needs no more than its key.
struct CheckTask {
  xml::Element element;
  const ElementSchema* schema;
  bool removes = false;
};

void check_attributes(const CheckTask& task, std::vector<SchemaProblem>& problems) {
  const auto& [element, schema_of_it, removes] = task;
  const ElementSchema& schema = *schema_of_it;
  const std::size_t offset = element.span().begin;
  const std::string where = " on <" + std::string(element.name()) + ">";
  for (const xml::Attribute& attribute : element.attributes()) {
    const AttributeSchema* known = schema.attribute(attribute.name);
    if (!known && !is_lock_attribute(attribute.name))
      problems.push_back({offset, "attribute " + in_quotes(attribute.name) + where + " is unknown to IIS"});
    else if (known && !fits(attribute.value, *known))
      problems.push_back(problem_with(attribute, *known, offset, where));
  }
  for (const AttributeSchema& attribute : schema.attributes)
    if (attribute.presence == Presence::required && !element.attribute(attribute.name) &&
        !(removes && attribute.key == KeyPart::none))
      problems.push_back({offset, "attribute " + in_quotes(attribute.name) + " is missing" + where});
}

std::optional<CheckTask> task_of_child(xml::Element child, const ElementSchema& parent) {
  static const ElementSchema directive{"clear"};
  const std::string_view name = child.name();
  for (const ElementSchema& element : parent.elements)
    if (element.name == name) return CheckTask{child, &element};
  for (const CollectionSchema& collection : parent.collections) {
    if (collection.add == name) return CheckTask{child, &collection.entry.front()};
    if (collection.remove == name) return CheckTask{child, &collection.entry.front(), true};
    if (collection.clear == name) return CheckTask{child, &directive};
  }
  return std::nullopt;
}

/// Whether IIS's own content model has no place for it: text and the like.
bool holds_text(xml::Element element) {
  return element.holds(xml::NodeKind::text) || element.holds(xml::NodeKind::cdata) ||
         element.holds(xml::NodeKind::instruction);
}

}  // namespace

const AttributeSchema* ElementSchema::attribute(std::string_view attribute_name) const {
  const auto found = std::ranges::find(attributes, attribute_name, &AttributeSchema::name);
  return found == attributes.end() ? nullptr : &*found;
}

const ElementSchema* Schema::section(std::string_view path) const {
  const auto found = sections_.find(path);
  return found == sections_.end() ? nullptr : &found->second;
}

std::vector<SchemaProblem> problems_of(xml::Element element, const ElementSchema& schema) {
  std::vector<SchemaProblem> problems;
  std::vector<CheckTask> tasks{{element, &schema}};
  while (!tasks.empty()) {
    const CheckTask task = tasks.back();
    tasks.pop_back();
    check_attributes(task, problems);
    if (holds_text(task.element))
      problems.push_back({task.element.span().begin, "<" + std::string(task.element.name()) +
                                                         "> holds text, where IIS knows only elements"});
    for (const ElementSchema& once : task.schema->elements)
      for (xml::Element copy : task.element.children(once.name) | std::views::drop(1))
        problems.push_back({copy.span().begin, "<" + once.name + "> stands twice in <" +
                                                   std::string(task.element.name()) + ">"});
    for (xml::Element child : task.element.children()) {
      if (const auto known = task_of_child(child, *task.schema))
        tasks.push_back(*known);
      else
        problems.push_back({child.span().begin, "<" + std::string(child.name()) + "> is unknown to IIS in <" +
                                                    std::string(task.element.name()) + ">"});
    }
  }
  std::ranges::stable_sort(problems, {}, &SchemaProblem::offset);
  return problems;
}

const SchemaProblem& gravest(const std::vector<SchemaProblem>& problems) {
  const auto fault = std::ranges::find(problems, ProblemKind::fault, &SchemaProblem::kind);
  return fault == problems.end() ? problems.front() : *fault;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::optional<unsigned long> read_number(std::string_view text) {
  unsigned long number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

bool is_lock_attribute(std::string_view name) {
  constexpr std::array names{"lockItem", "lockAttributes", "lockElements", "lockAllAttributesExcept",
                             "lockAllElementsExcept"};
  return std::ranges::find(names, name) != names.end();
}

std::optional<bool> read_bool(std::string_view value) {
  if (value == "false") return false;  // nearly always one of the two, as it is written here
  if (same_name(value, "true")) return true;
  if (same_name(value, "false")) return false;
  return std::nullopt;
}

std::string understood(std::string_view value, const AttributeSchema& schema) {
  if (schema.type == ValueType::boolean)
    if (const auto truth = read_bool(value)) return *truth ? "true" : "false";
  if (!schema.values.empty())
    if (const auto number = read_named(value, schema)) return std::to_string(*number);
  return std::string(value);
}

std::optional<unsigned long> read_named(std::string_view value, const AttributeSchema& schema) {
  if (schema.type == ValueType::enumeration) return read_name(value, schema);
  unsigned long bits = 0;
  while (true) {
    const std::size_t comma = std::min(value.find(','), value.size());
    const auto bit = read_name(trimmed(value.substr(0, comma)), schema);
    if (!bit) return std::nullopt;
    bits |= *bit;
    if (comma == value.size()) return bits;
    value.remove_prefix(comma + 1);
  }
}

}  // namespace certlift::iis
