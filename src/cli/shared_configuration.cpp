#include "cli/shared_configuration.h"

#include "render/report.h"

#include <spdlog/spdlog.h>

namespace certlift::cli {

void tell_if_unknown(const Invocation& invocation) {
  if (!invocation.live || *invocation.live) return;
  invocation.log.warn(
      "{}; so it is not known whether other servers use the same configuration, and appcmd gets no backup of "
      "a "
      "change",
      render::text_of(invocation.live->error()));
}

std::string shared_by(const Invocation& invocation, const std::string& path) {
  const server::Live& live = invocation.live;
  if (!live || !*live || (*live)->shared_by.empty()) return {};
  const auto shared = invocation.world.files.info((*live)->path);
  const auto info = invocation.world.files.info(path);
  return shared && info && shared->identity == info->identity ? (*live)->shared_by : std::string();
}

bool wants_consent_to_share(const std::string& shared_by, const engine::Selection& selection) {
  return !shared_by.empty() && !selection.accepts(engine::Risk{shared_configuration, {}, {}});
}

}  // namespace certlift::cli
