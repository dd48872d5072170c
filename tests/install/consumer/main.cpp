#include <certlift/certlift.h>

#include <iostream>

/// The library from outside, by its installed headers alone: counts what is wrong with a small configuration.
int main() {
  const certlift::engine::Search search{certlift::engine::registry()};
  const auto reading = certlift::engine::read(
      "<configuration><location path='Site/App'><system.webServer><security><authentication>"
      "<iisClientCertificateMappingAuthentication enabled='true'/>"
      "</authentication></security></system.webServer></location></configuration>",
      "applicationHost.config", search);
  const auto repair = certlift::engine::fix(*reading, search);
  if (!repair || repair->outcomes.empty()) return 1;
  for (const auto& outcome : repair->outcomes) std::cout << outcome.finding->rule << '\n';
}
