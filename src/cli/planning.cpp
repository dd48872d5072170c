#include "cli/planning.h"

#include "base/sha256.h"
#include "xml/document.h"

#include <utility>

namespace certlift::cli {

Result<PlannedContent> content_of(const Invocation& invocation, std::string bytes, const std::string& path) {
  auto decoded = text::decode(std::move(bytes));
  if (!decoded) return std::unexpected(decoded.error());
  const auto document = xml::Document::parse(std::move(decoded->text), path);
  if (!document) return std::unexpected(document.error());
  return PlannedContent{render::section_states(iis::HostConfig(*document, surroundings_of(invocation))),
                        render::file_state(document->text())};
}

Result<render::PlannedTarget> plan_target(const Invocation& invocation, const Work& work,
                                          const std::string& path) {
  auto before = content_of(invocation, work.bytes, path);
  if (!before) return std::unexpected(before.error());
  const auto after = content_of(invocation, work.new_bytes, path);
  if (!after) return std::unexpected(after.error());
  return render::PlannedTarget{.path = path,
                               .sha256_before = sha256(work.bytes),
                               .sha256_after = sha256(work.new_bytes),
                               .size_before = work.bytes.size(),
                               .size_after = work.new_bytes.size(),
                               .changes = render::section_changes(before->sections, after->sections),
                               .sections = std::move(before->sections),
                               .rest = std::move(before->rest)};
}

}  // namespace certlift::cli
