#pragma once

#include "render/report.h"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace certlift::render {

/// The report as one JSON document, as docs/report.schema.json describes it.
std::string json_report(const Report& report);

/// What every document of certlift begins with.
nlohmann::ordered_json document_head(std::string_view command, const std::string& host, int exit_code);

nlohmann::ordered_json json_of(const Error& error);

/// A finding by itself, of which nothing was fixed.
nlohmann::ordered_json json_of(const engine::Finding& finding);

/// What it was and what it became: its path, hashes, encoding and line end.
nlohmann::ordered_json json_of_file(const TargetReport& target);
nlohmann::ordered_json json_of_findings(const TargetReport& target);

/// The document as text; bytes that are not UTF-8 (in the path of a file) are replaced.
std::string text_of(const nlohmann::ordered_json& document);

}  // namespace certlift::render
