#include "cli/dsc_request.h"

#include "cli/options.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace certlift::cli {
namespace {

using nlohmann::json;

std::unexpected<Error> wrong(const std::string& name, const std::string& what) {
  return wrong_usage("the property '" + name + "' " + what + "; `certlift dsc schema` says what it takes");
}

Result<std::vector<std::string>> strings_of(const json& value, const std::string& name) {
  std::vector<std::string> strings;
  const auto is_string = [](const json& item) { return item.is_string(); };
  if (!value.is_array() || !std::ranges::all_of(value, is_string))
    return wrong(name, "is no array of strings");
  for (const json& item : value) strings.push_back(item.get<std::string>());
  return strings;
}

Result<void> require_known_risks(const std::vector<std::string>& accepted) {
  const std::vector<std::string> known = risk_ids();
  for (const std::string& risk : accepted)
    if (std::ranges::find(known, risk) == known.end())
      return wrong("accept", "has an unknown risk, '" + risk + "'");
  return {};
}

/// What DSC itself adds (`_inDesiredState`, `_metadata`), or what `get` has said, is no wish.
bool is_read_only(const std::string& name) {
  return name.starts_with('_') || name == "findings" || name == "missingConsent";
}

}  // namespace

Result<DscRequest> read_dsc_request(std::string_view text) {
  const json document = json::parse(text, nullptr, false);
  if (!document.is_object())
    return wrong_usage(
        "standard input has to be a JSON object, such as {\"target\": \"applicationHost.config\"}");
  DscRequest request;
  for (const auto& [name, value] : document.items()) {
    if (value.is_null() || is_read_only(name)) continue;
    if (name == "target") {
      if (!value.is_string()) return wrong(name, "is no string");
      request.target = value.get<std::string>();
      if (request.target == "-") return wrong(name, "cannot be standard input");
    } else if (name == "sites" || name == "accept") {
      auto strings = strings_of(value, name);
      if (!strings) return std::unexpected(strings.error());
      (name == "sites" ? request.sites : request.accept) = *std::move(strings);
    } else {
      return wrong(name, "is unknown");
    }
  }
  if (auto known = require_known_risks(request.accept); !known) return std::unexpected(known.error());
  return request;
}

std::string_view dsc_schema() {
  return R"({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Certlift/MappingLevel",
  "description": "The client certificate mappings of an applicationHost.config stand where IIS reads them: at its sites.",
  "type": "object",
  "additionalProperties": false,
  "properties": {
    "target": {"type": ["string", "null"], "description": "the applicationHost.config; without it that of the live server"},
    "sites": {"type": ["array", "null"], "items": {"type": "string"}, "description": "these sites alone; without it all"},
    "accept": {"type": ["array", "null"], "items": {"type": "string"}, "description": "the risks that are consented to, as certlift fix --accept takes them"},
    "findings": {"type": "array", "readOnly": true, "description": "what certlift check finds", "items": {"$ref": "#/$defs/finding"}},
    "missingConsent": {"type": "array", "readOnly": true, "items": {"type": "string"}, "description": "risks that a fix has and accept does not name"},
    "_inDesiredState": {"type": ["boolean", "null"], "readOnly": true, "description": "there is nothing that certlift fix would change, or refuses to"},
    "_metadata": {
      "type": ["object", "null"],
      "description": "of whatif",
      "additionalProperties": false,
      "properties": {"whatIf": {"type": "array", "items": {"type": "string"}, "description": "what set would do"}}
    }
  },
  "$defs": {
    "finding": {
      "type": "object",
      "required": ["rule", "severity", "line", "column", "location", "message"],
      "additionalProperties": false,
      "properties": {
        "rule": {"type": "string"},
        "severity": {"enum": ["note", "warning", "error"]},
        "line": {"type": "integer", "minimum": 1},
        "column": {"type": "integer", "minimum": 1},
        "location": {"type": "string", "description": "the location path; empty at server level"},
        "message": {"type": "string"}
      }
    }
  }
}
)";
}

}  // namespace certlift::cli
