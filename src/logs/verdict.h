#pragma once

#include "logs/trace.h"

#include <optional>
#include <string>
#include <string_view>

namespace certlift::logs {

/// What a trace log says of authentication.
enum class Verdict {
  no_user_set,             ///< 401.2: no module set a user
  user_set,                ///< a module did
  anonymous,               ///< AnonymousAuthenticationModule let the request in
  logon_failed,            ///< 401.1
  denied_by_access_flags,  ///< 403.4 and the like: SSL, or the certificate
  configuration_broken,    ///< 500.19
  not_reached,             ///< the answer came before authentication
  too_poor,                ///< what would tell is not in the log
};
std::string_view name_of(Verdict verdict);

/// Decided by numbers and GUIDs, never by texts, which are translated. A part of a log has the verdict of
/// the whole one, or too_poor.
struct Judgement {
  Verdict verdict = Verdict::too_poor;
  std::string module = {};               ///< that decided; empty: not in the log
  std::optional<std::string> user = {};  ///< that was set
  /// 401.2 over https, the module that maps certificates was called, and the answer asks for no password.
  /// Nothing: the log does not tell.
  std::optional<bool> is_certificate_setup = {};
  /// The answer asks the client for a password or a ticket (WWW-Authenticate), or has not finished that:
  /// the normal first leg of Windows, Basic or Digest authentication. Nothing: the log does not tell.
  std::optional<bool> is_first_leg = {};
  bool is_over_http = false;          ///< no certificate can come over http
  bool lacks_mapping_module = false;  ///< other modules were called, the one that maps certificates was not
};

Judgement judge(const Trace& trace);

/// The module that maps certificates by IIS's own mappings.
inline constexpr std::string_view certificate_mapping_module = "IISCertificateMappingAuthenticationModule";
inline constexpr std::string_view directory_mapping_module = "CertificateMappingAuthenticationModule";

}  // namespace certlift::logs
