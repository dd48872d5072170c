#pragma once

#include "iis/site_mappings.h"
#include "pipeline/scene.h"

/// AUTHENTICATE_REQUEST: each module in IIS's order may set the user. Sources: Microsoft, "IIS Modules
/// Overview", "Introduction to IIS Architectures"; public trace logs, in which AnonymousAuthenticationModule
/// always comes last; where no module has set a user, IIS Web Core answers 401.2.
namespace certlift::pipeline {

void authenticate(const Scene& scene, Walk& walk);

/// IISCertificateMappingAuthenticationModule alone: which mapping it takes, and whether its account can be
/// used.
void map_certificate(const Scene& scene, Walk& walk);

/// URL authorization of the user that was set.
void authorize(const Scene& scene, Walk& walk);

/// Whether IIS loads the module at the path; an excerpt without modules says nothing against it.
bool loads_module(const Scene& scene, std::string_view module);

}  // namespace certlift::pipeline
