#include "engine/transform.h"

namespace certlift::engine {

Finding finding_at(xml::Element element, const iis::LocationPath& path, Severity severity,
                   std::string message) {
  Finding finding;
  finding.severity = severity;
  finding.offset = element.span().begin;
  finding.location = path.written();
  finding.site = path.site();
  finding.message = std::move(message);
  return finding;
}

}  // namespace certlift::engine
