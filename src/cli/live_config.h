#pragma once

#include "apply/context.h"
#include "apply/file_system.h"
#include "base/result.h"
#include "cli/world.h"
#include "engine/select.h"

#include <string>
#include <string_view>

namespace certlift::cli {

inline constexpr std::string_view host_config_name = "applicationHost.config";

/// The applicationHost.config that a server uses.
struct LiveConfig {
  std::string path;
  std::string shared_by = {};  ///< the redirection.config that leads there, if other servers use it too
};

/// That of a server with this configuration directory: the one in it, or, with shared configuration, the one
/// that its redirection.config leads to. Errors: if redirection.config is there and cannot be read or
/// understood, for then nobody knows.
Result<LiveConfig> live_config(const apply::ReadableFiles& files, const std::string& directory);

/// This machine's own IIS; nothing if it has none, or if nobody knows what its configuration is.
std::optional<apply::LiveServer> live_server(const World& world);

/// What --accept takes for a change of a configuration that several servers use.
inline constexpr const char* shared_configuration = "shared-configuration";

/// The redirection.config by which this server and others use the file; empty: none does.
std::string shared_by(const World& world, const std::string& path);

/// Whoever asks for a change of such a file may think of one server alone.
bool wants_consent_to_share(const std::string& shared_by, const engine::Selection& selection);

}  // namespace certlift::cli
