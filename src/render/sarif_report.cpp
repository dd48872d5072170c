#include "render/sarif_report.h"

#include "render/fingerprint.h"
#include "render/ignored.h"
#include "render/json_report.h"
#include "render/secrets.h"
#include "text/lines.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <span>
#include <utility>

namespace certlift::render {
namespace {

using engine::Finding;
using engine::Fix;
using nlohmann::ordered_json;

ordered_json message_of(std::string_view text) {
  return {{"text", text}};
}

// --- places ---

/// A path as a URI: what a URI does not allow is written in hexadecimal digits.
std::string uri_of(std::string_view path) {
  constexpr std::string_view plain = "-._~/:";
  const bool has_drive = path.size() > 2 && path[1] == ':';
  std::string uri = path.starts_with('/') ? "file://" : has_drive ? "file:///" : "";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = byte < 0x80 && std::isalnum(byte) != 0;
    if (c == '\\')
      uri += '/';
    else if (is_plain || plain.find(c) != std::string_view::npos)
      uri += c;
    else
      uri += "%" + hexadecimal(c);
  }
  return uri;
}

ordered_json artifact_of(std::string_view path) {
  return {{"uri", uri_of(path)}};
}

ordered_json place_of(std::string_view path, text::Position position) {
  ordered_json place{{"artifactLocation", artifact_of(path)}};
  if (position.line != 0) place["region"] = {{"startLine", position.line}};
  if (position.column != 0) place["region"]["startColumn"] = position.column;
  return {{"physicalLocation", std::move(place)}};
}

// --- fixes ---

constexpr std::string_view fix_left_out =
    ". The fix is left out of this report because its edits hold passwords or keys; --show-secrets includes "
    "it";

/// The fixes of one target. Each is shown once, and only if it shows no secret.
class FixWriter {
 public:
  FixWriter(const TargetReport& target, const engine::Selection& selection, Secrets secrets)
      : target_(target), selection_(selection), lines_(target.text ? *target.text : std::string_view()) {
    hides_ = secrets == Secrets::masked;
    if (target.text && hides_) secrets_ = secrets_of(*target.text);
  }

  /// Adds it to the result of a finding, or says there why it is left out.
  void add(const Finding& finding, ordered_json& result) {
    if (!finding.fix || !finding.edits || !target_.text || !selection_.accepts(*finding.fix)) return;
    if (!shown_.insert(finding.fix.get()).second) return;
    if (!is_open(*finding.edits)) {
      result["message"]["text"] = result["message"]["text"].get<std::string>().append(fix_left_out);
      return;
    }
    ordered_json replacements = ordered_json::array();
    for (const text::Edit& edit : *finding.edits) replacements.push_back(replacement_of(edit));
    result["fixes"] = {
        {{"description", message_of(finding.fix->title)},
         {"artifactChanges",
          {{{"artifactLocation", artifact_of(target_.path)}, {"replacements", std::move(replacements)}}}}}};
  }

 private:
  bool is_in_secret(std::size_t offset) const {
    const auto next = std::ranges::lower_bound(secrets_, offset, {}, &text::Span::end);
    return next != secrets_.end() && next->begin <= offset;
  }

  bool is_open(std::span<const text::Edit> edits) const {
    return !hides_ || std::ranges::none_of(edits, [&](const text::Edit& edit) {
      return is_in_secret(edit.span.begin) || is_in_secret(edit.span.end) || !secrets_of(edit.text).empty();
    });
  }

  ordered_json replacement_of(const text::Edit& edit) const {
    const text::Position begin = lines_.position(edit.span.begin), end = lines_.position(edit.span.end);
    return {{"deletedRegion",
             {{"startLine", begin.line},
              {"startColumn", begin.column},
              {"endLine", end.line},
              {"endColumn", end.column}}},
            {"insertedContent", message_of(edit.text)}};
  }

  const TargetReport& target_;
  const engine::Selection& selection_;
  text::LineIndex lines_;
  bool hides_ = true;
  std::vector<text::Span> secrets_;
  std::set<const Fix*> shown_;
};

// --- results ---

ordered_json result_of(const Finding& finding, const TargetReport& target, std::size_t rule_index,
                       const engine::Selection& selection) {
  ordered_json place = place_of(target.path, finding.position);
  if (!finding.location.empty()) place["logicalLocations"] = {{{"fullyQualifiedName", finding.location}}};
  return {{"ruleId", finding.rule},
          {"ruleIndex", rule_index},
          {"level", name_of(finding.severity)},
          {"message", message_of(message_with_remedy(finding, selection))},
          {"locations", {std::move(place)}}};
}

/// Why a result is suppressed: in the file by a comment, or from outside by a baseline.
ordered_json suppression_of(const engine::Ignored& ignored, std::string_view path) {
  const bool is_comment = ignored.by == engine::Ignored::By::comment;
  ordered_json suppression{{"kind", is_comment ? "inSource" : "external"},
                           {"status", "accepted"},
                           {"justification", why_ignored(ignored)}};
  if (is_comment) suppression["location"] = place_of(path, ignored.position);
  return suppression;
}

/// Results of one run. A consumer that finds `suppressions` in one expects them in all.
class ResultWriter {
 public:
  ResultWriter(const Report& report, std::span<const engine::Transform> rules,
               const engine::Selection& selection)
      : rules_(rules), selection_(selection) {
    has_ignored_ = std::ranges::any_of(report.targets,
                                       [](const TargetReport& target) { return !target.ignored.empty(); });
  }

  ordered_json write(const Finding& finding, const TargetReport& target, Fingerprints& fingerprints) const {
    const auto rule = std::ranges::find(rules_, finding.rule, &engine::Transform::id);
    ordered_json result =
        result_of(finding, target, static_cast<std::size_t>(rule - rules_.begin()), selection_);
    if (!finding.identity.empty())
      result["partialFingerprints"] = {{"certlift/v1", fingerprints.next(finding)}};
    if (has_ignored_) result["suppressions"] = ordered_json::array();
    if (finding.ignored) result["suppressions"].push_back(suppression_of(*finding.ignored, target.path));
    return result;
  }

 private:
  std::span<const engine::Transform> rules_;
  const engine::Selection& selection_;
  bool has_ignored_ = false;
};

ordered_json results_of(const Report& report, std::span<const engine::Transform> rules,
                        const engine::Selection& selection, Secrets secrets) {
  ordered_json results = ordered_json::array();
  const ResultWriter writer(report, rules, selection);
  for (const TargetReport& target : report.targets) {
    FixWriter fixes(target, selection, secrets);
    Fingerprints fingerprints(target.path);
    for (const engine::Outcome& outcome : target.outcomes) {
      if (!stands(outcome, report.command)) continue;
      results.push_back(writer.write(*outcome.finding, target, fingerprints));
      fixes.add(*outcome.finding, results.back());
    }
    for (const engine::Outcome& outcome : target.ignored)
      results.push_back(writer.write(*outcome.finding, target, fingerprints));
  }
  return results;
}

ordered_json descriptors_of(std::span<const engine::Transform> rules, std::string_view documents) {
  ordered_json descriptors = ordered_json::array();
  for (const engine::Transform& rule : rules) {
    descriptors.push_back({{"id", rule.id},
                           {"shortDescription", message_of(rule.title)},
                           {"help", {{"text", rule.explain}, {"markdown", rule.explain}}}});
    if (!documents.empty())
      descriptors.back()["helpUri"] = std::string(documents) + "/rules/" + std::string(rule.id) + ".md";
  }
  return descriptors;
}

ordered_json invocation_of(const Report& report) {
  ordered_json notifications = ordered_json::array();
  for (const TargetReport& target : report.targets)
    if (target.error)
      notifications.push_back(
          {{"level", "error"},
           {"message", message_of(target.error->message)},
           {"locations", {place_of(target.path, {target.error->line, target.error->column})}}});
  return {{"executionSuccessful", notifications.empty()},
          {"exitCode", report.exit_code},
          {"machine", report.host},
          {"toolExecutionNotifications", std::move(notifications)}};
}

}  // namespace

std::string sarif_report(const Report& report, std::span<const engine::Transform> rules,
                         const engine::Selection& selection, Secrets secrets, std::string_view documents) {
  const ordered_json driver{{"name", "certlift"},
                            {"version", CERTLIFT_VERSION},
                            {"semanticVersion", CERTLIFT_VERSION},
                            {"rules", descriptors_of(rules, documents)}};
  const ordered_json run{{"tool", {{"driver", driver}}},
                         {"invocations", {invocation_of(report)}},
                         {"columnKind", "unicodeCodePoints"},
                         {"newlineSequences", {"\r\n", "\n", "\r"}},
                         {"results", results_of(report, rules, selection, secrets)}};
  return text_of(
      {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"}, {"version", "2.1.0"}, {"runs", {run}}});
}

}  // namespace certlift::render
