#include "engine/reading.h"

#include "iis/configuration.h"
#include "iis/web_config.h"

#include <algorithm>
#include <map>
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

void sort_and_unite(std::vector<Finding>& findings) {
  const auto before = [](const Finding& a, const Finding& b) { return order_of(a) < order_of(b); };
  const auto same = [](const Finding& a, const Finding& b) { return order_of(a) == order_of(b); };
  std::ranges::stable_sort(findings, before);
  const auto rest = std::ranges::unique(findings, same);
  findings.erase(rest.begin(), rest.end());
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
      findings_.push_back(std::move(finding));
    }
  }

  std::vector<Finding> take() {
    sort_and_unite(findings_);
    return std::move(findings_);
  }

 private:
  const xml::Document& document_;
  const Selection& selection_;
  std::vector<Finding> findings_;
};

void refuse_fixes(std::vector<Finding>& findings) {
  for (Finding& finding : findings) {
    if (!finding.fix) continue;
    finding.refusal = {"web-config",
                       "certlift never changes a web.config. To do it by hand: " + finding.fix->title};
    finding.fix = nullptr;
  }
}

void find(Reading& reading, const Search& search) {
  const bool is_web_config = reading.config.role() == iis::FileRole::web_config;
  Collector collector(reading.document, search.selection);
  for (const Transform& transform : search.transforms)
    if (search.selection.wants_rule(transform.id) && (!is_web_config || transform.files == Files::all))
      collector.add(transform.find(reading.config), transform);
  reading.findings = collector.take();
  if (is_web_config) refuse_fixes(reading.findings);
  if (search.works == Works::worked_out) work_out(reading.findings, search.selection);
}

Result<std::shared_ptr<Reading>> open(text::DecodedText decoded, const std::string& path,
                                      const iis::Surroundings& surroundings) {
  auto document = xml::Document::parse(std::move(decoded.text), path);
  if (!document) return at(document.error(), path);
  return std::make_shared<Reading>(std::move(decoded), *std::move(document), surroundings);
}

Result<std::shared_ptr<Reading>> found_in(Result<std::shared_ptr<Reading>> reading, const Search& search) {
  if (!reading) return std::unexpected(reading.error());
  if (auto configuration = iis::require_configuration((*reading)->document); !configuration)
    return std::unexpected(configuration.error());
  find(**reading, search);
  return reading;
}

}  // namespace

// `decoded` has lost its text to `parsed`.
Reading::Reading(text::DecodedText decoded, xml::Document parsed, const iis::Surroundings& surroundings)
    : encoding(decoded.encoding),
      bom(decoded.bom),
      encoded(is_plain() ? std::string() : text::encode(parsed.text(), encoding, bom)),
      document(std::move(parsed)),
      config(document, with_role(surroundings, iis::role_of(document))) {}

void work_out(std::vector<Finding>& findings, const Selection& selection) {
  std::map<const Fix*, std::shared_ptr<const FixWork>> works;
  for (Finding& finding : findings) {
    if (!finding.fix || !selection.accepts(*finding.fix)) continue;
    auto& work = works[finding.fix.get()];
    if (!work) work = std::make_shared<const FixWork>(finding.fix->work());
    finding.work = work;
  }
}

Result<std::shared_ptr<Reading>> open(std::string bytes, const std::string& path,
                                      const iis::Surroundings& surroundings) {
  auto decoded = text::decode(std::move(bytes));
  if (!decoded) return at(decoded.error(), path);
  return open(*std::move(decoded), path, surroundings);
}

Result<std::shared_ptr<Reading>> read(std::string bytes, const std::string& path, const Search& search) {
  return found_in(open(std::move(bytes), path, search.surroundings), search);
}

Result<std::shared_ptr<Reading>> read_result(std::string text, const Reading& from, const Search& search) {
  return found_in(open({std::move(text), from.encoding, from.bom}, from.document.path(), search.surroundings),
                  search);
}

std::vector<Finding> find_in_application(const iis::HostConfig& host, const iis::LocationPath& application,
                                         const Reading& web_config, const Search& search) {
  Collector collector(web_config.document, search.selection);
  for (const Transform& transform : search.transforms)
    if (transform.find_in_application && search.selection.wants_rule(transform.id))
      collector.add(transform.find_in_application(host, {application, web_config.config}), transform);
  return collector.take();
}

}  // namespace certlift::engine
