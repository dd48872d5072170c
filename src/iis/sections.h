#pragma once

#include <array>
#include <string_view>

/// Paths of the sections certlift reads, as `<location>` and the configuration root hold them.
namespace certlift::iis::section {
inline constexpr std::string_view iis_certificate_mapping =
    "system.webServer/security/authentication/iisClientCertificateMappingAuthentication";
inline constexpr std::string_view ad_certificate_mapping =
    "system.webServer/security/authentication/clientCertificateMappingAuthentication";
inline constexpr std::string_view anonymous =
    "system.webServer/security/authentication/anonymousAuthentication";
inline constexpr std::string_view access = "system.webServer/security/access";
inline constexpr std::string_view authorization = "system.webServer/security/authorization";
inline constexpr std::string_view basic = "system.webServer/security/authentication/basicAuthentication";
inline constexpr std::string_view digest = "system.webServer/security/authentication/digestAuthentication";
inline constexpr std::string_view windows = "system.webServer/security/authentication/windowsAuthentication";
inline constexpr std::string_view server_runtime = "system.webServer/serverRuntime";
inline constexpr std::string_view global_modules = "system.webServer/globalModules";
inline constexpr std::string_view modules = "system.webServer/modules";
inline constexpr std::string_view sites = "system.applicationHost/sites";
/// Those that are needed wherever they are stored.
inline constexpr std::array all{
    iis_certificate_mapping, ad_certificate_mapping, anonymous, access, authorization, basic, digest, windows,
    server_runtime,          global_modules,         modules};
}  // namespace certlift::iis::section
