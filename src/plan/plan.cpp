#include "plan/plan.h"

#include "baseline/entry_json.h"
#include "render/json_report.h"

#include <utility>

namespace certlift::plan {
namespace {

using nlohmann::ordered_json;

ordered_json json_of(const engine::Selection& selection) {
  return {{"accept", selection.accept},
          {"sites", selection.sites},
          {"only", selection.only},
          {"skip", selection.skip}};
}

void add_extent(ordered_json& json, const Extent& extent) {
  json["lines"] = extent.lines;
  if (extent.mappings) json["mappings"] = *extent.mappings;
}

ordered_json json_of(const std::optional<Extent>& extent) {
  if (!extent) return nullptr;
  ordered_json json;
  add_extent(json, *extent);
  return json;
}

ordered_json json_of(const SectionChange& change) {
  return {{"location", change.location},
          {"section", change.section},
          {"change", name_of_kind(change)},
          {"before", json_of(change.before)},
          {"after", json_of(change.after)}};
}

ordered_json json_of(const SectionState& state) {
  ordered_json json{{"location", state.location}, {"section", state.section}};
  add_extent(json, state.extent);
  json["sha256"] = state.sha256;
  if (!state.comments.empty()) json["comments"] = state.comments;
  json["elements"] = ordered_json::array();
  for (const ElementState& element : state.elements) json["elements"].push_back(line_of_plan(element));
  return json;
}

template <class Item>
ordered_json json_of_all(const std::vector<Item>& items) {
  ordered_json list = ordered_json::array();
  for (const Item& item : items) list.push_back(json_of(item));
  return list;
}

ordered_json json_of(const PlannedTarget& target, const render::TargetReport& report) {
  ordered_json json = render::json_of_file(report);
  json["path"] = target.path;
  json["size_before"] = target.size_before;
  json["size_after"] = target.size_after;
  json["changes"] = json_of_all(target.changes);
  json["findings"] = render::json_of_findings(report);
  json["sections"] = json_of_all(target.sections);
  if (!target.known.empty()) json["known"] = baseline::json_of(target.known);
  if (target.effect) json["effect"] = *target.effect;
  if (target.rest) json["rest"] = {{"comments", target.rest->comments}, {"text", target.rest->text}};
  return json;
}

}  // namespace

std::string plan_document(const Plan& plan, std::span<const render::TargetReport> reports) {
  ordered_json document{{"schema_version", plan_schema_version},
                        {"tool", "certlift"},
                        {"version", plan.version},
                        {"command", "plan"},
                        {"id", plan.id},
                        {"created", plan.created},
                        {"host", plan.host},
                        {"user", plan.user},
                        {"selection", json_of(plan.selection)}};
  document["schema"] = plan.schema_dir.empty() ? ordered_json(nullptr) : ordered_json(plan.schema_dir);
  document["web_config"] = plan.web_config ? ordered_json(*plan.web_config) : ordered_json(nullptr);
  document["windows"] = plan.windows == 0 ? ordered_json(nullptr) : ordered_json(plan.windows);
  document["targets"] = ordered_json::array();
  for (std::size_t i = 0; i < plan.targets.size(); ++i)
    document["targets"].push_back(json_of(plan.targets[i], reports[i]));
  return render::text_of(document);
}

}  // namespace certlift::plan
