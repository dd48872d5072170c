#include "iis/certificate_request.h"
#include "pipeline/certificate_stage.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace certlift::pipeline {
namespace {

constexpr std::string_view core_module = "IIS Web Core";

Stage denial(std::string what, const Found& flags) {
  return {StageName::access, std::string(core_module), std::move(what), flags.place, flags.grade};
}

/// Several answers are possible, or that the request goes on.
void branch(Walk& walk, Stage stage, std::initializer_list<std::string_view> statuses,
            std::string_view condition) {
  walk.say(std::move(stage));
  for (Way& way : walk.open) {
    for (const std::string_view status : statuses) walk.end(way, status, "if IIS heeds the flag over http");
    way = with_condition(std::move(way), condition);
  }
}

void check_http(Walk& walk, const Found& flags) {
  if (iis::requires_ssl(flags.value)) {
    walk.say(denial("403.4: the path requires SSL, and the request comes over http", flags));
    return walk.end_all("403.4");
  }
  Stage stage = denial("", flags);
  stage.grade = Grade::not_certain;
  stage.unknown = Unknown::require_over_http;
  if (iis::requires_certificate(flags.value)) {
    stage.what = "SslRequireCert without Ssl, and http: what IIS does then is not known";
    branch(walk, std::move(stage), {"403.7", "403.4"}, "if IIS ignores the flag over http");
  } else if (iis::requires_128_bits(flags.value)) {
    stage.what = "Ssl128 without Ssl, and http: what IIS does then is not known";
    branch(walk, std::move(stage), {"403.5"}, "if IIS ignores the flag over http");
  }
}

/// What a day says of a certificate.
enum class Validity { good, bad, first_day, last_day };

Validity validity_of(const iis::ClientCertificate& certificate, const std::string& today) {
  if (today.empty()) return Validity::good;
  if (today < certificate.not_before || today > certificate.not_after) return Validity::bad;
  if (today == certificate.not_after) return Validity::last_day;
  return today == certificate.not_before ? Validity::first_day : Validity::good;
}

/// What HTTP.sys finds wrong with the certificate is an answer also where the path only negotiates one.
class Faults {
 public:
  Faults(const Scene& scene, Walk& walk, const Found& flags) : scene_(scene), walk_(walk), flags_(flags) {}

  void check() {
    const iis::ClientCertificate& certificate = *scene_.request.certificate;
    const Validity validity = validity_of(certificate, scene_.config.today());
    const bool wrong_usage = certificate.usage == iis::ClientUsage::not_allowed;
    walk_.assume("the server trusts the certificate's issuer and can tell that it is not revoked",
                 "certutil -verify -urlfetch client.cer on the server");
    const std::string dates = "valid from " + certificate.not_before + " to " + certificate.not_after;
    const bool is_turning = validity == Validity::last_day;
    if (validity == Validity::first_day)
      walk_.assume("the certificate, whose first day is today, is valid by now", "openssl x509 -dates");
    if (!is_turning && validity != Validity::bad && !wrong_usage) {
      walk_.say(denial("the certificate is " + dates + ", and meant for clients", flags_));
      walk_.assume("the clock of the server is right", "the server's clock");
    }
    if (is_turning || validity == Validity::bad)
      say("the certificate is " + dates + (is_turning ? "; the hour decides" : ""),
          is_turning ? Grade::not_certain : Grade::assumed, Unknown::none);
    if (wrong_usage)
      say("the certificate is not meant for client authentication; 403.16, or the client never shows it",
          Grade::not_certain, Unknown::wrong_usage);
    if (wrong_usage && validity == Validity::bad)
      say("which of two faults is reported is not known", Grade::not_certain, Unknown::two_faults);
    std::vector<Way> ways = std::exchange(walk_.open, {});
    for (Way& way : ways) check(std::move(way), validity, wrong_usage);
  }

 private:
  void say(std::string what, Grade grade, Unknown unknown) {
    walk_.say({StageName::access, std::string(core_module), std::move(what), flags_.place, grade, unknown});
  }

  void check(Way way, Validity validity, bool wrong_usage) {
    if (!way.has_certificate) return walk_.open.push_back(std::move(way));
    const bool is_checked = iis::asks_for_certificate(flags_.value);
    if (wrong_usage) {
      walk_.end(way, "403.16", "if the client shows the certificate");
      Way never = with_condition(way, "if the client does not show it");
      never.has_certificate = false;
      walk_.open.push_back(std::move(never));
    }
    if (validity == Validity::bad) walk_.end(way, "403.17");
    if (validity == Validity::last_day) {
      walk_.end(way, "403.17", "outside of the hours of its validity");
      way = with_condition(std::move(way), "within the hours of its validity");
    }
    const bool goes_on = !wrong_usage && validity != Validity::bad;
    if (goes_on || !is_checked) walk_.open.push_back(std::move(way));
  }

  const Scene& scene_;
  Walk& walk_;
  const Found& flags_;
};

}  // namespace

void check_access(const Scene& scene, Walk& walk) {
  const Found& flags = look_up(scene, walk, iis::section::access, "sslFlags");
  if (!scene.is_https()) return check_http(walk, flags);
  const auto shows_one = [](const Way& way) { return way.has_certificate; };
  if (std::ranges::any_of(walk.open, shows_one)) Faults(scene, walk, flags).check();
  if (!iis::requires_certificate(flags.value)) return;
  std::vector<Way> ways = std::exchange(walk.open, {});
  bool is_said = false;
  for (Way& way : ways) {
    if (way.has_certificate) {
      walk.open.push_back(std::move(way));
      continue;
    }
    if (!std::exchange(is_said, true))
      walk.say(denial("403.7 without a certificate: the path requires one", flags));
    walk.end(way, "403.7");
  }
}

}  // namespace certlift::pipeline
