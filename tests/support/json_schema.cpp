#include "support/json_schema.h"

#include <algorithm>
#include <regex>
#include <set>

namespace certlift::test {
namespace {

using nlohmann::json;

/// A part of the document that has to be as a part of the schema says.
struct Task {
  const json* schema;
  const json* value;
  std::string place;
};

bool is_of_type(const json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "integer") return value.is_number_integer();
  if (type == "boolean") return value.is_boolean();
  return type == "null" && value.is_null();
}

class Validator {
 public:
  explicit Validator(const json& schema) : root_(schema) {}

  std::vector<std::string> run(const json& document) {
    tasks_.push_back({&root_, &document, ""});
    while (!tasks_.empty()) {
      const Task task = tasks_.back();
      tasks_.pop_back();
      for (const auto& [keyword, argument] : task.schema->items()) hold(task, keyword, argument);
    }
    std::ranges::sort(violations_);
    return violations_;
  }

 private:
  void complain(const Task& task, const std::string& what) {
    violations_.push_back(task.place + ": " + what);
  }

  void hold(const Task& task, const std::string& keyword, const json& argument) {
    static const std::set<std::string> silent{"$schema", "$id", "title", "description", "readOnly", "$defs"};
    const json& value = *task.value;
    if (silent.contains(keyword)) return;
    if (keyword == "type")
      hold_type(task, argument);
    else if (keyword == "const" || keyword == "enum")
      hold_enum(task, keyword == "const" ? json::array({argument}) : argument);
    else if (keyword == "pattern")
      hold_pattern(task, argument);
    else if (keyword == "minimum") {
      if (value.is_number() && value < argument) complain(task, "is below " + argument.dump());
    } else if (keyword == "$ref")
      tasks_.push_back(
          {&root_.at(json::json_pointer(argument.get<std::string>().substr(1))), &value, task.place});
    else if (keyword == "anyOf") {
      if (!value.is_null()) tasks_.push_back({&argument.at(0), &value, task.place});
    } else if (value.is_object() || value.is_array())
      hold_inside(task, keyword, argument);
    else if (!std::set<std::string>{"required", "properties", "additionalProperties", "items"}.contains(
                 keyword))
      complain(task, "the schema has an unknown keyword " + keyword);
  }

  void hold_type(const Task& task, const json& types) {
    const json list = types.is_array() ? types : json::array({types});
    const bool fits =
        std::ranges::any_of(list, [&](const json& type) { return is_of_type(*task.value, type); });
    if (!fits) complain(task, "is no " + types.dump());
  }

  void hold_enum(const Task& task, const json& values) {
    if (std::ranges::find(values, *task.value) == values.end())
      complain(task, task.value->dump() + " is not in " + values.dump());
  }

  void hold_pattern(const Task& task, const json& pattern) {
    if (task.value->is_string() &&
        !std::regex_search(task.value->get<std::string>(), std::regex(pattern.get<std::string>())))
      complain(task, task.value->dump() + " does not match " + pattern.dump());
  }

  void hold_inside(const Task& task, const std::string& keyword, const json& argument) {
    const json& value = *task.value;
    if (keyword == "required") {
      for (const json& name : argument)
        if (!value.contains(name)) complain(task, "lacks " + name.dump());
    } else if (keyword == "additionalProperties") {
      for (const auto& [name, inner] : value.items())
        if (argument == false && !task.schema->at("properties").contains(name))
          complain(task, "has " + name + " too");
    } else if (keyword == "properties") {
      for (const auto& [name, inner] : value.items())
        if (argument.contains(name)) tasks_.push_back({&argument.at(name), &inner, task.place + "/" + name});
    } else if (keyword == "items") {
      for (std::size_t i = 0; i < value.size(); ++i)
        tasks_.push_back({&argument, &value.at(i), task.place + "/" + std::to_string(i)});
    } else {
      complain(task, "the schema has an unknown keyword " + keyword);
    }
  }

  const json& root_;
  std::vector<Task> tasks_;
  std::vector<std::string> violations_;
};

}  // namespace

std::vector<std::string> schema_violations(const json& schema, const json& document) {
  return Validator(schema).run(document);
}

}  // namespace certlift::test
