#include "engine/reading.h"

#include "engine/ignoring.h"
#include "iis/configuration.h"
#include "iis/web_config.h"
#include "iis/web_configs.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace certlift::engine {
namespace {

iis::Surroundings with_role(iis::Surroundings surroundings, iis::FileRole role) {
  surroundings.role = role;
  return surroundings;
}

std::unexpected<Error> at(Error error, const std::string& path) {
  if (error.path.empty()) error.path = path;
  return std::unexpected(std::move(error));
}

auto order_of(const Finding& finding) {
  return std::tie(finding.offset, finding.rule, finding.severity, finding.message);
}

/// The findings by place, each once. What is said once at one element for several sites
/// names the same of them in whatever order they stand.
NewFindings sorted_and_united(NewFindings findings) {
  const auto before = [](const auto& a, const auto& b) {
    return std::tuple(order_of(*a), std::string_view(a->location)) <
           std::tuple(order_of(*b), std::string_view(b->location));
  };
  std::ranges::stable_sort(findings, before);
  const auto say_the_same = [](const auto& a, const auto& b) { return order_of(*a) == order_of(*b); };
  findings.erase(std::ranges::unique(findings, say_the_same).begin(), findings.end());
  return findings;
}

/// Collects what rules find in one file.
class Collector {
 public:
  Collector(const xml::Document& document, const Selection& selection)
      : document_(document), selection_(selection) {}

  void add(std::vector<Finding> found, const Transform& transform) {
    for (Finding& finding : found) {
      if (!selection_.wants(finding)) continue;
      finding.rule = transform.id;
      finding.bearing = transform.bearing;
      finding.hindrance = transform.hindrance;
      finding.position = document_.position(finding.offset);
      findings_.push_back(std::make_shared<Finding>(std::move(finding)));
    }
  }

  /// In their order, once.
  NewFindings take() { return sorted_and_united(std::exchange(findings_, {})); }

 private:
  const xml::Document& document_;
  const Selection& selection_;
  NewFindings findings_;
};

void refuse_fixes(const NewFindings& findings) {
  for (const auto& finding : findings) {
    if (!finding->fix) continue;
    finding->refusal = refusal_for(
        "web-config", "certlift never changes a web.config. To do it by hand: " + finding->fix->title);
    finding->fix = nullptr;
  }
}

/// Lets the effective values be those that the web.config files make of them.
void look_into(Reading& reading, std::shared_ptr<const WebConfigs> web_configs) {
  reading.web_configs = std::move(web_configs);
  if (!reading.web_configs) return;
  std::vector<iis::WebConfigFile> files;
  for (const ReadWebConfig& file : reading.web_configs->files)
    files.push_back({file.path, file.content->config});
  reading.config.look_into(std::make_shared<const iis::WebConfigSections>(
      iis::web_config_sections(reading.config, files, reading.web_configs->unread)));
}

std::shared_ptr<const WebConfigs> web_configs_of(const Reading& reading, const Search& search) {
  if (!search.read_web_configs || reading.config.role() == iis::FileRole::web_config) return nullptr;
  return std::make_shared<const WebConfigs>(search.read_web_configs(reading.config));
}

/// Marks what is ignored, and adds what the rules find in the comments that ignore something.
NewFindings with_ignored(NewFindings findings, const Reading& reading, const Search& search,
                         bool (*is_looked_for)(const Transform&)) {
  std::vector<IgnoreComment> comments = ignore_comments(reading.document);
  apply_comments(findings, comments, reading.document);
  excuse(comments, search.transforms, search.selection, is_looked_for);
  Collector collector(reading.document, search.selection);
  for (const Transform& transform : search.transforms)
    if (transform.find_in_comments && search.selection.wants_rule(transform.id) && !comments.empty())
      collector.add(transform.find_in_comments(reading.config, comments), transform);
  if (NewFindings in_comments = collector.take(); !in_comments.empty()) {
    std::ranges::move(in_comments, std::back_inserter(findings));
    findings = sorted_and_united(std::move(findings));
  }
  if (search.recognise) search.recognise(reading, findings);
  leave_ignored_alone(findings, reading.document);
  return findings;
}

void find(Reading& reading, const Search& search) {
  const bool is_web_config = reading.config.role() == iis::FileRole::web_config;
  Collector collector(reading.document, search.selection);
  for (const Transform& transform : search.transforms)
    if (search.selection.wants_rule(transform.id) && (!is_web_config || transform.files == Files::all))
      collector.add(transform.find(reading.config), transform);
  const NewFindings findings = with_ignored(
      collector.take(), reading, search,
      is_web_config ? [](const Transform& rule) { return rule.files == Files::all; }
                    : [](const Transform&) { return true; });
  if (is_web_config) refuse_fixes(findings);
  if (search.works == Works::worked_out) work_out(findings, search.selection);
  reading.findings.assign(findings.begin(), findings.end());
}

/// `bytes` are in UTF-8, and the last `text_size` of them are the text.
Result<std::shared_ptr<Reading>> open_utf8(std::string bytes, std::size_t text_size, text::Bom bom,
                                           const std::string& path, const iis::Surroundings& surroundings) {
  const std::size_t before = bytes.size() - text_size;
  auto document = xml::Document::parse(std::move(bytes), path, before);
  if (!document) return at(document.error(), path);
  return std::make_shared<Reading>(text::Encoding::utf8, bom, std::string(), *std::move(document),
                                   surroundings);
}

Result<std::shared_ptr<Reading>> open_utf16(std::string bytes, text::DecodedText decoded,
                                            const std::string& path, const iis::Surroundings& surroundings) {
  auto document = xml::Document::parse(std::move(decoded.converted), path);
  if (!document) return at(document.error(), path);
  return std::make_shared<Reading>(decoded.encoding, decoded.bom, std::move(bytes), *std::move(document),
                                   surroundings);
}

/// `before`: what the reading is the result of; nullptr for a file that was read.
Result<std::shared_ptr<Reading>> found_in(Result<std::shared_ptr<Reading>> reading, const Search& search,
                                          const Reading* before = nullptr) {
  if (!reading) return std::unexpected(reading.error());
  if (auto configuration = iis::require_configuration((*reading)->document); !configuration)
    return std::unexpected(configuration.error());
  look_into(**reading, before ? before->web_configs : web_configs_of(**reading, search));
  find(**reading, search);
  return reading;
}

}  // namespace

Reading::Reading(text::Encoding encoding_read, text::Bom bom_read, std::string utf16_read,
                 xml::Document parsed, const iis::Surroundings& surroundings)
    : encoding(encoding_read),
      bom(bom_read),
      utf16(std::move(utf16_read)),
      document(std::move(parsed)),
      config(document, with_role(surroundings, iis::role_of(document))) {}

Fixes work_out(const NewFindings& findings, const Selection& selection) {
  std::set<const Fix*> forbidden;
  for (const auto& finding : findings)
    if (finding->fix && !selection.allows_fix_of(*finding)) forbidden.insert(finding->fix.get());
  Fixes fixes;
  std::map<const Fix*, std::shared_ptr<const std::vector<text::Edit>>> edits;
  for (const auto& finding : findings) {
    if (!finding->fix || finding->ignored || forbidden.contains(finding->fix.get())) continue;
    if (const auto [fix, is_new] = fixes.try_emplace(finding->fix); is_new) {
      FixWork work = finding->fix->work();
      fix->second = std::move(work.declared);
      edits[finding->fix.get()] = std::make_shared<const std::vector<text::Edit>>(std::move(work.edits));
    }
    finding->edits = edits[finding->fix.get()];
  }
  return fixes;
}

Result<std::shared_ptr<Reading>> open(std::string bytes, const std::string& path,
                                      const iis::Surroundings& surroundings) {
  auto decoded = text::decode(std::string_view(bytes));
  if (!decoded) return at(decoded.error(), path);
  if (decoded->encoding != text::Encoding::utf8)
    return open_utf16(std::move(bytes), *std::move(decoded), path, surroundings);
  return open_utf8(std::move(bytes), decoded->behind_bom.size(), decoded->bom, path, surroundings);
}

Result<std::shared_ptr<Reading>> read(std::string bytes, const std::string& path, const Search& search) {
  return found_in(open(std::move(bytes), path, search.surroundings), search);
}

Result<std::shared_ptr<Reading>> read_result(std::string text, const Reading& from, const Search& search) {
  const std::string& path = from.document.path();
  if (from.encoding != text::Encoding::utf8) {
    std::string bytes = text::encode(text, from.encoding, from.bom);
    text::DecodedText decoded{from.encoding, from.bom, {}, std::move(text)};
    return found_in(open_utf16(std::move(bytes), std::move(decoded), path, search.surroundings), search,
                    &from);
  }
  const std::size_t size = text.size();
  if (from.bom == text::Bom::present) text = text::encode(text, from.encoding, from.bom);
  return found_in(open_utf8(std::move(text), size, from.bom, path, search.surroundings), search, &from);
}

std::vector<SharedFinding> find_in_web_config(const iis::HostConfig& host, const ReadWebConfig& file,
                                              const Search& search) {
  Collector collector(file.content->document, search.selection);
  for (const Transform& transform : search.transforms)
    if (transform.find_in_web_config && search.selection.wants_rule(transform.id))
      collector.add(transform.find_in_web_config(host, {file.path, file.content->config}), transform);
  const NewFindings findings =
      with_ignored(collector.take(), *file.content, search,
                   [](const Transform& rule) { return rule.find_in_web_config != nullptr; });
  return {findings.begin(), findings.end()};
}

}  // namespace certlift::engine
