#pragma once

#include <string_view>

/// What neither Microsoft's documentation nor any public report tells about IIS. A prediction that runs into
/// one of these names both outcomes. docs/simulate.md describes each.
namespace certlift::pipeline {

enum class Unknown {
  none = 0,
  denied_before_filters = 1,      ///< 403.x before or after the 404.x of request filtering
  host_and_address = 2,           ///< how a binding with both ranks
  unrequested_certificate = 3,    ///< whether it is checked and mapped
  http2_retry = 4,                ///< whether the client retries with HTTP/1.1
  tls13_before_2025 = 5,          ///< reset, 403.7 or no certificate
  upload_limit = 6,               ///< 413 exactly from where on, or a 500
  require_without_negotiate = 7,  ///< whether the certificate is requested
  require_over_http = 8,          ///< what becomes of a request over http
  ssl_map_cert = 9,               ///< what flag 128 does
  wrong_usage = 10,               ///< 403.16 or 403.7
  two_faults = 11,                ///< which one is reported
  enabled_below_site = 12,        ///< whether `enabled` is read at the site or at the path
  auth_type = 13,                 ///< what a trace calls the authentication
  both_kinds = 14,                ///< which kind of mapping is asked first
  same_certificate = 15,          ///< compared as text or as bytes
  broken_certificate = 16,        ///< fails its own mapping, or all
  rules_together = 17,            ///< all rules must hold, or one
  pattern = 18,                   ///< what else a pattern means
  no_rules = 19,                  ///< matches everything, or nothing
  deny_status = 20,               ///< 403.12 or 401
  no_user_name = 21,              ///< 401.1, 500 or passed over
  foreign_encryption = 22,        ///< 500.19 or 401.1
  broken_but_disabled = 23,       ///< whether 500.19 comes for a section that is off
  authorization_status = 24,      ///< 401.2 or 401.7
};

}  // namespace certlift::pipeline
