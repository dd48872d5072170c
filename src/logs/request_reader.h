#pragma once

#include "logs/byte_source.h"
#include "logs/request_counts.h"

#include <cstdint>
#include <functional>
#include <string_view>

namespace certlift::logs {

/// What is known of a log, and what is asked.
struct RequestQuestion {
  LogTime since = 0;  ///< requests before it are passed over
  LogTime until = 0;  ///< requests at it or later are; 0: none
  unsigned site = 0;  ///< whose log it is, if its lines do not say; 0: not known
  /// The application that a path of a site belongs to; 0: not known. Empty: 0 for all.
  std::function<std::uint32_t(unsigned site, std::string_view path)> application_of = {};
};

/// Counts the requests of a log as a stream: memory does not grow with it. It may change its fields in the
/// middle, and end within a line. Errors: not_understood, saying what the file is, if it is no log in W3C
/// format or of HTTP.sys; those of the source.
Result<RequestCounts> count_requests(const ByteSource& source, const RequestQuestion& question);

/// The number in "W3SVC12", as folders and the field s-sitename have it; 0: there is none.
unsigned site_of_service_name(std::string_view name);

}  // namespace certlift::logs
