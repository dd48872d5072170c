#include "support/json_schema.h"

#include <algorithm>
#include <map>
#include <set>

namespace certlift::test {
namespace {

using nlohmann::json;

bool is_of_type(const json& value, const std::string& type) {
  return type == "object"    ? value.is_object()
         : type == "array"   ? value.is_array()
         : type == "string"  ? value.is_string()
         : type == "integer" ? value.is_number_integer()
         : type == "boolean" ? value.is_boolean()
                             : type == "null" && value.is_null();
}

bool is_of_types(const json& value, const json& types) {
  if (types.is_string()) return is_of_type(value, types);
  return std::ranges::any_of(types, [&](const json& type) { return is_of_type(value, type); });
}

class Validation {
 public:
  explicit Validation(const json& root) : root_(root) {}

  std::vector<std::string> run(const json& value) {
    tasks_.push_back({root_, value, "$"});
    while (!tasks_.empty()) {
      const Task task = tasks_.back();
      tasks_.pop_back();
      for (const auto& [word, rule] : task.schema.items()) check(task, word, rule);
    }
    return faults_;
  }

 private:
  /// Values, not references: they are small, and the order they are looked at in does not matter.
  struct Task {
    json schema;
    json value;
    std::string place;
  };

  void check(const Task& task, const std::string& word, const json& rule) {
    const json& value = task.value;
    const auto fault = [&](const std::string& what) { faults_.push_back(task.place + ": " + what); };
    if (word == "$ref")
      tasks_.push_back({root_.at(json::json_pointer(rule.get<std::string>().substr(1))), value, task.place});
    else if (word == "const" ? value != rule : word == "type" && !is_of_types(value, rule))
      fault("is not " + rule.dump() + ": " + value.dump());
    else if (word == "enum" && std::ranges::find(rule, value) == rule.end())
      fault("is none of " + rule.dump() + ": " + value.dump());
    else if (word == "required" && value.is_object())
      require_all(task, rule);
    else if (word == "properties" && value.is_object())
      look_into(task, rule);
    else if (word == "additionalProperties" && value.is_object())
      look_at_others(task, rule);
    else if (word == "items" && value.is_array())
      look_at_items(task, rule);
    else if (!known_.contains(word))
      fault("the schema's word is unknown here: " + word);
  }

  void require_all(const Task& task, const json& names) {
    for (const std::string name : names)
      if (!task.value.contains(name)) faults_.push_back(task.place + ": lacks " + name);
  }

  void look_into(const Task& task, const json& properties) {
    for (const auto& [name, schema] : properties.items())
      if (task.value.contains(name)) tasks_.push_back({schema, task.value[name], task.place + "." + name});
  }

  void look_at_others(const Task& task, const json& rule) {
    for (const auto& [name, value] : task.value.items()) {
      if (task.schema.contains("properties") && task.schema["properties"].contains(name)) continue;
      if (rule.is_object())
        tasks_.push_back({rule, value, task.place + "." + name});
      else if (rule == false)
        faults_.push_back(task.place + ": has " + name + ", which the schema does not know");
    }
  }

  void look_at_items(const Task& task, const json& rule) {
    for (std::size_t i = 0; i < task.value.size(); ++i)
      tasks_.push_back({rule, task.value[i], task.place + "[" + std::to_string(i) + "]"});
  }

  static inline const std::set<std::string> known_{"$schema", "$defs", "title",    "description",
                                                   "$ref",    "const", "required", "properties",
                                                   "type",    "enum",  "items",    "additionalProperties"};

  const json& root_;
  std::vector<Task> tasks_;
  std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> schema_faults(const json& schema, const json& value) {
  return Validation(schema).run(value);
}

}  // namespace certlift::test
