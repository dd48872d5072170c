#pragma once

#include "engine/transform.h"

#include <vector>

/// Client certificate mappings in web.config files. IIS reads them nowhere but in the one at a site's root,
/// and there only if the section is unlocked. certlift never changes one: it belongs to the application, and
/// one folder may serve several applications.
namespace certlift::misplaced_client_cert_mappings {

/// Of a web.config by itself.
std::vector<engine::Finding> find_in_web_config(const iis::HostConfig& web_config);

/// Of a web.config of a server whose applicationHost.config is known.
std::vector<engine::Finding> find_in_servers_web_config(const iis::HostConfig& host,
                                                        const iis::WebConfigFile& file);

}  // namespace certlift::misplaced_client_cert_mappings
