#pragma once

#include "iis/client_certificate.h"
#include "pipeline/unknown.h"
#include "pipeline/url.h"
#include "xml/document.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What a prediction is made of, and what it says. Plain values: they outlive the configuration.
namespace certlift::pipeline {

/// How sure something is.
enum class Grade {
  certain,      ///< follows from the file and the certificate
  assumed,      ///< follows if the assumptions hold
  not_certain,  ///< one thing or another
};
std::string_view name_of(Grade grade);

enum class TlsVersion { tls12, tls13 };
enum class HttpVersion { http11, http2 };

/// A request, and what is known of the connection besides.
struct Request {
  Url url = {};
  std::string method = "GET";
  const iis::ClientCertificate* certificate = nullptr;  ///< that the client has; nullptr: none
  std::uint64_t body = 0;                               ///< bytes
  std::optional<TlsVersion> tls = {};
  std::optional<HttpVersion> http = {};
  std::optional<bool> negotiated = {};  ///< clientcertnegotiation of the http.sys record
  bool post_handshake_auth = false;     ///< the client can show its certificate after the handshake (TLS 1.3)
};

/// How a request can end.
struct Outcome {
  std::string status;                    ///< "passed", "401.2", "reset"
  std::optional<std::string> user = {};  ///< with "passed": "" is the anonymous user
  std::string condition = {};            ///< when; empty: always, or as the other outcomes
  friend bool operator==(const Outcome&, const Outcome&) = default;
};
inline constexpr std::string_view passed = "passed";

enum class StageName {
  binding,
  application,
  certificate,
  body,
  access,
  filter,
  authenticate,
  mapping,
  logon,
  authorize
};
std::string_view name_of(StageName stage);

/// Where the value stands that decides.
struct Place {
  std::string file = {};
  std::size_t line = 0;  ///< 0: a default, or nothing in a file

  Place() = default;
  explicit Place(xml::Element element);
};

/// What happens at one stage, and why.
struct Stage {
  StageName stage;
  std::string module = {};  ///< empty: no module's doing
  std::string what;
  Place place = {};
  Grade grade = Grade::certain;
  Unknown unknown = Unknown::none;  ///< with Grade::not_certain: what is not known
};

/// What the file cannot tell, and the prediction takes for given.
struct Assumption {
  std::string what;
  std::string settle_with;  ///< an option, or a command
  friend bool operator==(const Assumption&, const Assumption&) = default;
};

struct Prediction {
  Grade grade = Grade::certain;
  std::string site = {};         ///< empty: none
  std::string application = {};  ///< "/App"
  std::vector<Outcome> outcomes = {};
  std::vector<Stage> stages = {};
  std::vector<Assumption> assumptions = {};
};

/// Whether the two answer the same.
bool same_answer(const Prediction& a, const Prediction& b);

}  // namespace certlift::pipeline
