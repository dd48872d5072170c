#pragma once

namespace certlift::fuzz {

/// Where the configuration stands that the targets for certlift's own documents work on.
inline constexpr const char* misplaced_path = "/iis/applicationHost.config";
/// One misplaced section, which `fix` lifts.
inline constexpr const char* misplaced =
    "<configuration>\n"
    "  <location path=\"Shop/A\">\n"
    "    <system.webServer>\n"
    "      <security>\n"
    "        <access sslFlags=\"Ssl, SslNegotiateCert\" />\n"
    "        <authentication>\n"
    "          <anonymousAuthentication enabled=\"false\" />\n"
    "          <iisClientCertificateMappingAuthentication enabled=\"true\">\n"
    "            <oneToOneMappings>\n"
    "              <add userName=\"u\" password=\"p\" certificate=\"QUJD\" />\n"
    "            </oneToOneMappings>\n"
    "          </iisClientCertificateMappingAuthentication>\n"
    "        </authentication>\n"
    "      </security>\n"
    "    </system.webServer>\n"
    "  </location>\n"
    "</configuration>\n";

}  // namespace certlift::fuzz
