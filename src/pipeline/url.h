#pragma once

#include "base/result.h"

#include <string>
#include <string_view>

namespace certlift::pipeline {

enum class Scheme { http, https };

/// A URL as far as it decides what IIS answers.
struct Url {
  Scheme scheme = Scheme::https;
  std::string host = {};  ///< as written; an IPv6 address without its brackets
  bool is_address = false;
  unsigned port = 443;
  std::string path = {};  ///< decoded, without dot segments, query and fragment; begins with "/"
};

/// Reads an absolute URL (RFC 3986). Errors: wrong_usage, saying what is wrong; never with what stands in
/// front of an `@`, which may be a password.
Result<Url> read_url(std::string_view text);

/// The URL again, as it was understood.
std::string text_of(const Url& url);

}  // namespace certlift::pipeline
