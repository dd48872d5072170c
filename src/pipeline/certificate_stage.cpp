#include "pipeline/certificate_stage.h"

#include "iis/certificate_request.h"
#include "iis/schema.h"

#include <iterator>
#include <utility>

namespace certlift::pipeline {
namespace {

constexpr unsigned first_windows_with_tls13 = 2022;
constexpr unsigned windows_with_500 = 2025;
constexpr std::string_view settle_handshake = "netsh http show sslcert, then --negotiated yes or no";

iis::HttpsBinding https_binding(const Scene& scene) {
  const std::string_view flags = scene.binding ? scene.binding->element.value("sslFlags").value_or("0") : "0";
  return {scene.binding ? scene.binding->element : xml::Element(), iis::read_number(flags).value_or(0),
          scene.config.windows()};
}

bool has_tls13(const Scene& scene) {
  const unsigned windows = scene.config.windows();
  return !https_binding(scene).has(iis::no_tls13) && (windows == 0 || windows >= first_windows_with_tls13);
}

/// The request for a certificate after the handshake.
class LateRequest {
 public:
  LateRequest(const Scene& scene, Walk& walk, std::string_view ssl_flags, Place place)
      : scene_(scene), walk_(walk), ssl_flags_(ssl_flags), place_(std::move(place)) {}

  void run() {
    std::vector<Way> asked = std::exchange(walk_.open, {});
    if (!iis::negotiates_certificate(ssl_flags_) && iis::requires_certificate(ssl_flags_)) {
      for (const Way& way : asked)
        walk_.open.push_back(with_condition(way, "if SslRequireCert alone requests no certificate"));
      for (Way& way : asked) way = with_condition(way, "if SslRequireCert alone requests the certificate");
      say("SslRequireCert stands without SslNegotiateCert; whether IIS requests a certificate then is not "
          "known",
          Grade::not_certain, Unknown::require_without_negotiate);
    }
    if (version() == TlsVersion::tls13)
      asked = ask_in_tls13(std::move(asked));
    else
      asked = ask_in_tls12(std::move(asked));
    asked = keep_body(std::move(asked));
    for (Way& way : asked) {
      way.has_certificate = scene_.request.certificate != nullptr;
      walk_.open.push_back(std::move(way));
    }
    std::ranges::move(without_, std::back_inserter(walk_.open));
  }

 private:
  void say(std::string what, Grade grade, Unknown unknown = Unknown::none) {
    walk_.say({StageName::certificate, "", std::move(what), place_, grade, unknown});
  }

  TlsVersion version() {
    if (scene_.request.tls) return *scene_.request.tls;
    if (has_tls13(scene_))
      walk_.assume("the connection uses TLS 1.2", "--tls 1.3 shows what happens under TLS 1.3");
    return TlsVersion::tls12;
  }

  bool uses_http2() {
    if (https_binding(scene_).has(iis::no_http2)) return false;
    if (!scene_.request.http) walk_.assume("the client uses HTTP/1.1", "--http 2");
    return scene_.request.http == HttpVersion::http2;
  }

  /// RFC 7540 9.2.1 and RFC 8740 forbid under HTTP/2 what a late request needs.
  void fall_back_from_http2(std::vector<Way>& asked) {
    if (!uses_http2()) return;
    say("HTTP/2 allows no certificate request after the handshake: the client retries with HTTP/1.1, or "
        "fails",
        Grade::not_certain, Unknown::http2_retry);
    for (Way& way : asked) {
      walk_.end(way, "reset", "if the client does not retry with HTTP/1.1");
      way = with_condition(std::move(way), "if the client retries with HTTP/1.1");
    }
  }

  std::vector<Way> ask_in_tls12(std::vector<Way> asked) {
    fall_back_from_http2(asked);
    walk_.assume("the client accepts renegotiation", "the client's own documentation");
    say("requested after the handshake, by renegotiation: the path requests it, the binding does not",
        Grade::assumed);
    return asked;
  }

  std::vector<Way> ask_in_tls13(std::vector<Way> asked) {
    fall_back_from_http2(asked);
    if (scene_.request.post_handshake_auth) {
      walk_.assume("the server supports post-handshake authentication as well", "a request to a test site");
      say("requested after the handshake, by post-handshake authentication (TLS 1.3)", Grade::assumed);
      return asked;
    }
    const unsigned windows = scene_.config.windows();
    if (windows >= windows_with_500) {
      say("TLS 1.3: the client cannot be asked after the handshake, and Windows Server 2025 answers 500.0 "
          "(0x80070032)",
          Grade::certain);
      for (const Way& way : asked) walk_.end(way, "500.0");
      return {};
    }
    say("TLS 1.3: the client cannot be asked after the handshake; Microsoft describes a reset connection "
        "before "
        "Windows Server 2025, a public report a request without certificate",
        Grade::not_certain, Unknown::tls13_before_2025);
    for (const Way& way : asked) {
      walk_.end(way, "reset", "as Microsoft describes Windows Server 2022");
      if (windows == 0) walk_.end(way, "500.0", "on Windows Server 2025 and later");
      without_.push_back(with_condition(way, "as a public report describes Windows Server 2022"));
    }
    return {};
  }

  std::vector<Way> keep_body(std::vector<Way> asked) {
    const Found& limit = look_up(scene_, walk_, iis::section::server_runtime, "uploadReadAheadSize");
    const auto bytes = iis::read_number(limit.value);
    if (!bytes || scene_.request.body < *bytes || scene_.request.body == 0 || asked.empty()) return asked;
    const bool is_at_limit = scene_.request.body == *bytes;
    walk_.say({StageName::body, "IIS Web Core",
               "the body of " + std::to_string(scene_.request.body) + " bytes " +
                   (is_at_limit ? "just fills" : "does not fit into") + " uploadReadAheadSize, " +
                   std::to_string(*bytes) + " bytes, where IIS keeps it while it requests the certificate",
               limit.place, Grade::not_certain, Unknown::upload_limit});
    std::vector<Way> fits;
    for (Way& way : asked) {
      walk_.end(way, "413.0", is_at_limit ? "if a full buffer is too small" : "as Microsoft documents");
      if (is_at_limit)
        fits.push_back(with_condition(std::move(way), "if a full buffer suffices"));
      else
        walk_.end(way, "500.0", "as engineers of Microsoft have reported");
    }
    return fits;
  }

  const Scene& scene_;
  Walk& walk_;
  std::string_view ssl_flags_;
  Place place_;
  std::vector<Way> without_;  ///< ways that go on without a certificate
};

/// A certificate from the first handshake, which the path may not have requested.
void take_from_handshake(const Scene& scene, Walk& walk, bool is_wanted, Place place) {
  const bool has_one = scene.request.certificate != nullptr;
  walk.say({StageName::certificate, "",
            has_one ? "requested in the TLS handshake, whatever the path: the client shows its certificate"
                    : "requested in the TLS handshake, whatever the path: the client has none",
            std::move(place)});
  for (Way& way : walk.open) way.has_certificate = has_one;
  if (is_wanted || !has_one) return;
  walk.say({StageName::certificate, "",
            "the path itself requests none; whether IIS uses it there is not known", Place(),
            Grade::not_certain, Unknown::unrequested_certificate});
  std::vector<Way> ways;
  for (const Way& way : std::exchange(walk.open, {})) {
    Way without = with_condition(way, "if a certificate that the path does not request is ignored");
    without.has_certificate = false;
    ways.push_back(std::move(without));
    ways.push_back(with_condition(way, "if a certificate that the path does not request is used"));
  }
  walk.open = std::move(ways);
}

/// SslMapCert alone: documented as "enables certificate mapping", and no more.
void ask_by_map_flag(const Scene& scene, Walk& walk, const Found& flags) {
  walk.say({StageName::certificate, "",
            "SslMapCert stands alone; what it does in IIS 7 and later is not known", flags.place,
            Grade::not_certain, Unknown::ssl_map_cert});
  for (const Way& way : std::exchange(walk.open, {})) {
    walk.open.push_back(with_condition(way, "if SslMapCert has no effect"));
    Way with = with_condition(way, "if SslMapCert requests the certificate");
    with.has_certificate = scene.request.certificate != nullptr;
    walk.open.push_back(std::move(with));
  }
}

}  // namespace

void obtain_certificate(const Scene& scene, Walk& walk) {
  if (!scene.is_https()) {
    walk.say({StageName::certificate, "", "none: the request comes over http"});
    return;
  }
  if (scene.request.tls == TlsVersion::tls13 && !has_tls13(scene)) {
    walk.say({StageName::certificate, "", "the server has no TLS 1.3 here: no handshake",
              Place(https_binding(scene).element)});
    return walk.end_all("reset");
  }
  const Found& flags = look_up(scene, walk, iis::section::access, "sslFlags");
  const bool is_wanted = iis::asks_for_certificate(flags.value);
  const iis::HttpsBinding binding = https_binding(scene);
  if (scene.request.negotiated.value_or(binding.negotiates()))
    return take_from_handshake(scene, walk, is_wanted,
                               Place(scene.request.negotiated ? xml::Element() : binding.element));
  if (!scene.request.negotiated)
    walk.assume("HTTP.sys requests no certificate in the TLS handshake", std::string(settle_handshake));
  if (is_wanted) return LateRequest(scene, walk, flags.value, flags.place).run();
  if (iis::maps_certificate(flags.value)) return ask_by_map_flag(scene, walk, flags);
  walk.say({StageName::certificate, "",
            "not requested: sslFlags at the path is \"" + std::string(flags.value) + "\"", flags.place,
            flags.grade});
}

}  // namespace certlift::pipeline
