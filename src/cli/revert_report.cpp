#include "cli/revert_report.h"

#include "render/json_report.h"

namespace certlift::cli {
namespace {

nlohmann::ordered_json text_or_null(const std::string& text) {
  return text.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(text);
}

}  // namespace

std::string json_of(const RevertReport& report, const std::string& host, int exit_code) {
  auto document = render::document_head(report.command, host, exit_code);
  document["dry_run"] = report.is_dry_run;
  document["targets"] = {{{"path", report.path},
                          {"id", text_or_null(report.id)},
                          {"sha256_before", text_or_null(report.sha256_before)},
                          {"sha256_after", text_or_null(report.sha256_after)},
                          {"changed", report.changed},
                          {"backup", text_or_null(report.backup)},
                          {"nothing_to_do", text_or_null(report.nothing_to_do)},
                          {"notes", report.notes},
                          {"error", nullptr}}};
  if (report.error) document["targets"][0]["error"] = render::json_of(*report.error);
  return render::text_of(document);
}

}  // namespace certlift::cli
