#pragma once

#include "iis/host_config.h"

/// URL authorization (system.webServer/security/authorization), as far as the file says: web.config files can
/// add to it. Source: IIS, "Understanding IIS 7.0 URL Authorization": rules that deny are evaluated first,
/// from the server down; then those that allow; who is not allowed is denied.
namespace certlift::iis {

enum class AnonymousRuling {
  allowed,      ///< or not known to be denied
  denied,       ///< whatever the request
  conditional,  ///< a rule may deny it, depending on the verb, or on a role or a name that may be the user's
  unenforced,   ///< would be denied, but UrlAuthorizationModule is not loaded
};

struct AnonymousAccess {
  AnonymousRuling ruling = AnonymousRuling::allowed;
  xml::Element rule = {};  ///< the one that denies; none: no rule allows the anonymous user
};

/// What becomes of a user who is logged on at a path, with a request of that verb. Roles are those of
/// Windows: not in the file.
AnonymousAccess user_access(const HostConfig& config, const LocationPath& path, std::string_view user,
                            std::string_view verb);

/// What becomes of the anonymous user at a path.
AnonymousAccess anonymous_access(const HostConfig& config, const LocationPath& path);

}  // namespace certlift::iis
