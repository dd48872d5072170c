#include "baseline/baseline.h"
#include "baseline/entry_json.h"
#include "render/json_report.h"
#include "text/lines.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace certlift::baseline {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

// --- writing ---

ordered_json json_of(const File& file) {
  return {{"path", file.path}, {"findings", json_of(file.entries)}};
}

// --- reading ---

std::unexpected<Error> no_baseline(const std::string& why) {
  return std::unexpected(Error{ErrorCode::not_understood, "this is no baseline: " + why +
                                                              "; certlift check --write-baseline makes one"});
}

/// The member of that name, if it is a text.
std::optional<std::string> text_in(const json& object, const char* name) {
  const auto member = object.find(name);  // of what is no object: the end
  return member != object.end() && member->is_string() ? std::optional(member->get<std::string>())
                                                       : std::nullopt;
}

const json& list_in(const json& object, const char* name) {
  static const json none;
  const auto member = object.find(name);
  return member != object.end() && member->is_array() ? *member : none;
}

Result<File> file_of(const json& object) {
  const auto path = text_in(object, "path");
  const json& findings = list_in(object, "findings");
  if (!path || !findings.is_array()) return no_baseline("one of its files lacks \"path\" or \"findings\"");
  File file{*path};
  for (const json& finding : findings) {
    auto entry = entry_of(finding);
    if (!entry)
      return no_baseline(
          "finding " + std::to_string(file.entries.size() + 1) + " of \"" + render::in_one_line(*path) +
          "\" lacks \"rule\", \"severity\", \"location\", \"identity\" or \"count\", or one of them is odd");
    file.entries.push_back(*std::move(entry));
  }
  return file;
}

Result<json> parse(std::string_view text) {
  constexpr int max_depth = 8;
  bool is_too_deep = false;
  try {
    json document = json::parse(text, [&](int depth, json::parse_event_t, json&) {
      is_too_deep = is_too_deep || depth > max_depth;
      return depth <= max_depth;
    });
    return is_too_deep ? no_baseline("it is nested too deeply") : Result<json>(std::move(document));
  } catch (const json::parse_error& error) {
    const std::size_t offset = std::max<std::size_t>(error.byte, 1) - 1;
    auto fault = no_baseline("it is no JSON from here on");
    const text::Position place = text::LineIndex(text).position(std::min(offset, text.size()));
    fault.error().line = place.line;
    fault.error().column = place.column;
    return fault;
  } catch (const json::exception&) {
    return no_baseline("it has a number that is too large");
  }
}

}  // namespace

std::string document_of(const Baseline& baseline) {
  ordered_json document{{"schema_version", schema_version},
                        {"tool", "certlift"},
                        {"version", CERTLIFT_VERSION},
                        {"kind", "baseline"},
                        {"files", ordered_json::array()}};
  for (const File& file : baseline.files) document["files"].push_back(json_of(file));
  return render::text_of(document);
}

Result<Baseline> read(std::string_view text) {
  const auto document = parse(text);
  if (!document) return std::unexpected(document.error());
  if (text_in(*document, "tool") != "certlift" || text_in(*document, "kind") != "baseline")
    return no_baseline("it does not say that it is one");
  const auto version = document->find("schema_version");
  if (version == document->end() || *version != schema_version)
    return no_baseline("it is of a schema version that this certlift (" CERTLIFT_VERSION ") does not read");
  const json& files = list_in(*document, "files");
  if (!files.is_array()) return no_baseline("it lacks \"files\"");
  Baseline baseline;
  std::set<std::string> paths;
  for (const json& object : files) {
    auto file = file_of(object);
    if (!file) return std::unexpected(file.error());
    if (!paths.insert(file->path).second)
      return no_baseline("it names \"" + render::in_one_line(file->path) + "\" twice");
    baseline.files.push_back(*std::move(file));
  }
  std::ranges::sort(baseline.files, {}, &File::path);
  return baseline;
}

}  // namespace certlift::baseline
