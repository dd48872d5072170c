#include "cli/simulate_options.h"

#include "cli/choice.h"
#include "cli/formats.h"
#include "cli/max_size.h"
#include "cli/report_file.h"
#include "cli/settings.h"
#include "cli/web_configs.h"

#include <CLI/CLI.hpp>

#include <string>
#include <utility>

namespace certlift::cli {
namespace {

void add_request(CLI::App& command, SimulateOptions& own) {
  const std::string group = "Request";
  command.add_option("--url", own.url, "what is requested, as in https://shop.example/Partners/a.txt")
      ->option_text("URL")
      ->group(group);
  auto* certificate = command.add_option(
      "--certificate", own.certificate,
      "the client's certificate: a file (DER, PEM, PKCS#7), or mapped:N or mapped:USER for the\n"
      "one of a one-to-one mapping");
  certificate->option_text("FILE")->group(group);
  command.add_flag("--no-certificate", own.no_certificate, "the client has none")
      ->option_text(" ")
      ->excludes(certificate)
      ->group(group);
  command.add_option("--method", own.method, "GET and the like (default: GET)")
      ->option_text("M")
      ->group(group);
  command.add_option("--body", own.body, "the size of the request body (K, M and G may follow)")
      ->option_text("BYTES")
      ->group(group);
  command.add_option("--tls", own.tls, "1.2 or 1.3 (default: 1.2 is assumed)")
      ->option_text("VERSION")
      ->check(one_of("version of TLS", {"1.2", "1.3"}))
      ->group(group);
  command.add_option("--http", own.http, "1.1 or 2 (default: 1.1 is assumed)")
      ->option_text("VERSION")
      ->check(one_of("version of HTTP", {"1.1", "2"}))
      ->group(group);
  command
      .add_flag("--post-handshake-auth", own.post_handshake_auth,
                "under TLS 1.3 the client can show its certificate after the handshake")
      ->option_text(" ")
      ->group(group);
}

void add_matrix(CLI::App& command, SimulateOptions& own) {
  const std::string group = "Access matrix";
  auto* all =
      command.add_flag("--all", own.all,
                       "instead of one request: every path that requests or maps certificates, with every\n"
                       "mapped certificate, another one, and none");
  all->option_text(" ")->excludes("--url")->group(group);
  command.add_option("--path", own.filter.path, "only this location path, and those below it")
      ->option_text("SITE/APP")
      ->needs(all)
      ->group(group);
  command.add_option("--user", own.filter.user, "only certificates that are mapped to this user")
      ->option_text("NAME")
      ->needs(all)
      ->group(group);
  command.add_flag("--changed", own.changed, "only what fix changes")
      ->option_text(" ")
      ->needs(all)
      ->group(group);
}

}  // namespace

void declare_simulate_options(CLI::App& command, Options& options, SimulateOptions& own) {
  const auto set = [&options](const std::string& target) { options.targets = {target}; };
  command
      .add_option_function<std::string>(
          "TARGET", set, "a file, or - for standard input; none: on Windows the live applicationHost.config")
      ->option_text(" ");
  add_request(command, own);
  command
      .add_option("--negotiated", own.negotiated,
                  "whether HTTP.sys requests the certificate in the TLS handshake (clientcertnegotiation in\n"
                  "netsh http show sslcert): yes or no")
      ->option_text("ANSWER")
      ->check(one_of("answer", {"yes", "no"}))
      ->group(looked_at_group);
  add_matrix(command, own);
  add_selection(command, options);
  add_schema(command, options);
  add_settings(command, options);
  add_windows(command, options);
  add_web_config(command, options);
  command
      .add_option("--expect", own.expected,
                  "exit with 0 only if it ends like this: a status, a user, anonymous, reset")
      ->option_text("OUTCOME")
      ->excludes("--all")
      ->group(output_group);
  command.add_flag("--after", own.after, "the exit code is about what fix would leave")
      ->option_text(" ")
      ->group(output_group);
  add_page_format(command, options);
  add_report_file(command, options);
  add_max_size(command, options);
  add_color(command, options);
  add_verbosity(command, options);
  command.footer(
      "Predicts what IIS answers to one request, now and after fix, from the configuration alone; sends\n"
      "nothing. What the file cannot tell is assumed aloud; what nobody knows is told as one thing or "
      "another.\n"
      "Examples:\n"
      "  certlift simulate applicationHost.config --url https://shop.example/Partners --certificate "
      "alice.cer\n"
      "  certlift simulate applicationHost.config --url https://shop.example/Partners --certificate "
      "mapped:1\n"
      "  certlift simulate --url https://shop.example/ --no-certificate --expect 403.7 "
      "applicationHost.config\n"
      "  certlift simulate --all --changed applicationHost.config     who gets in where after fix, and not "
      "now\n"
      "  certlift simulate --url https://shop.example/ --tls 1.3 --windows 2022 applicationHost.config");
}

Result<pipeline::Request> read_request(const Invocation& invocation, const SimulateOptions& options) {
  auto url = pipeline::read_url(options.url);
  if (!url) return std::unexpected(url.error());
  pipeline::Request request{.url = *std::move(url), .method = options.method};
  if (!options.body.empty() && options.body != "0") {
    const auto size = read_size(options.body);
    if (!size) return wrong_usage("--body: \"" + options.body + "\" is no number of bytes");
    request.body = *size;
  }
  using pipeline::TlsVersion, pipeline::HttpVersion;
  if (!options.tls.empty()) request.tls = options.tls == "1.3" ? TlsVersion::tls13 : TlsVersion::tls12;
  if (!options.http.empty()) request.http = options.http == "2" ? HttpVersion::http2 : HttpVersion::http11;
  if (!options.negotiated.empty()) request.negotiated = options.negotiated == "yes";
  request.post_handshake_auth = options.post_handshake_auth;
  const unsigned windows = invocation.options.windows;
  if (request.tls == TlsVersion::tls13 && windows != 0 && windows < 2022)
    return wrong_usage("--tls 1.3: Windows Server " + std::to_string(windows) + " has no TLS 1.3");
  return request;
}

}  // namespace certlift::cli
