#include "cli/commands/simulate.h"

#include "base/sha256.h"
#include "cli/choice.h"
#include "cli/client_certificate.h"
#include "cli/exit_code.h"
#include "cli/formats.h"
#include "cli/max_size.h"
#include "cli/target_report.h"
#include "cli/targets.h"
#include "cli/tell.h"
#include "cli/web_configs.h"
#include "pipeline/access_matrix.h"
#include "pipeline/simulate.h"
#include "render/simulate_report.h"
#include "render/wrap.h"
#include "text/closest.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <optional>
#include <ostream>
#include <utility>

namespace certlift::cli {
namespace {

struct SimulateOptions {
  std::string url = {};
  std::string certificate = {};  ///< a file or mapped:...; empty: none
  bool no_certificate = false;
  std::string expected = {};  ///< empty: nothing
  bool after = false;         ///< the exit code is about what the fix leaves
  bool post_handshake_auth = false;
  std::string tls = {}, http = {}, negotiated = {};
  std::string method = "GET";
  std::string body = {};
  bool all = false;
  pipeline::MatrixFilter filter = {};  ///< with all
  bool changed = false;                ///< only answers that the fix changes
};

constexpr std::size_t usual_columns = 80;

/// Errors: wrong_usage.
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

/// The file, and what fix makes of it. Errors carry the path.
Result<engine::Repair> repair(const Invocation& invocation, const Target& target) {
  const auto reading = read(invocation, target);
  if (!reading) return std::unexpected(reading.error());
  tell_unread_web_configs(invocation, **reading);
  if ((*reading)->config.role() == iis::FileRole::web_config)
    return std::unexpected(Error{ErrorCode::not_understood,
                                 "this is a web.config; name the server's applicationHost.config",
                                 target.path});
  return engine::fix(*reading, search_of(invocation));
}

Result<void> predict(const Invocation& invocation, const SimulateOptions& options, const Target& target,
                     pipeline::Request request, render::SimulateReport& report) {
  const auto states = repair(invocation, target);
  if (!states) return std::unexpected(states.error());
  std::optional<iis::ClientCertificate> certificate;
  if (!options.certificate.empty()) {
    auto found = find_certificate(invocation, states->before->config, options.certificate);
    if (!found) return std::unexpected(found.error());
    certificate = *std::move(found);
    request.certificate = &*certificate;
  }
  render::SimulatedRequest shown{.url = pipeline::text_of(request.url), .method = request.method};
  if (certificate) shown.certificate = {iis::shown_name(certificate->subject), sha256(certificate->der)};
  auto now = pipeline::simulate(states->before->config, request);
  if (!now) return std::unexpected(now.error());
  auto after = pipeline::simulate(states->after->config, request);
  if (!after) return std::unexpected(after.error());
  shown.now = *std::move(now);
  shown.after = *std::move(after);
  if (options.certificate.empty() && !options.no_certificate)
    shown.now.assumptions.push_back(
        {"the client has no certificate", "--certificate FILE, or --no-certificate"});
  report.fix_changes_file = states->before != states->after;
  report.reads_web_configs = states->before->web_configs != nullptr;
  report.requests.push_back(std::move(shown));
  return {};
}

void keep_changed(std::vector<pipeline::SiteMatrix>& matrix) {
  for (pipeline::SiteMatrix& site : matrix) {
    for (pipeline::MatrixPath& path : site.paths)
      std::erase_if(path.cells, [](const auto& cell) { return pipeline::same_answer(cell.now, cell.after); });
    std::erase_if(site.paths, [](const auto& path) { return path.cells.empty(); });
  }
  std::erase_if(matrix, [](const auto& site) { return site.paths.empty(); });
}

/// The access matrix. Errors carry the path.
Result<void> predict_all(const Invocation& invocation, const SimulateOptions& options, const Target& target,
                         render::SimulateReport& report) {
  const auto states = repair(invocation, target);
  if (!states) return std::unexpected(states.error());
  pipeline::MatrixFilter filter = options.filter;
  filter.sites = invocation.options.selection.sites;
  const std::vector<std::string> known = site_names(states->before->config);
  for (const std::string& name : filter.sites)
    if (std::ranges::none_of(known, [&](const std::string& site) { return iis::same_name(site, name); }))
      return wrong_usage("--site: there is no site \"" + name + "\"" + text::did_you_mean(name, known));
  pipeline::visit_access_matrix(states->before->config, states->after->config, filter,
                                [&](pipeline::SiteMatrix site) { report.matrix.push_back(std::move(site)); });
  if (options.changed) keep_changed(report.matrix);
  report.fix_changes_file = states->before != states->after;
  report.reads_web_configs = states->before->web_configs != nullptr;
  return {};
}

/// Whether that is how it ends, and nothing else can be.
bool is_outcome(const pipeline::Prediction& prediction, const std::string& expected) {
  if (prediction.outcomes.size() != 1) return false;
  const pipeline::Outcome& outcome = prediction.outcomes.front();
  if (outcome.status != pipeline::passed) return outcome.status == expected;
  const std::string user = outcome.user.value_or("");
  if (expected == "anonymous") return user.empty();
  return expected == pipeline::passed || iis::same_name(user, expected);
}

int exit_code_for(const SimulateOptions& options, const render::SimulateReport& report) {
  if (options.all) return count_changes(report) == 0 ? exit_code::done : exit_code::findings_left;
  const render::SimulatedRequest& request = report.requests.front();
  const pipeline::Prediction& prediction = options.after ? request.after : request.now;
  const std::string expected = options.expected.empty() ? std::string(pipeline::passed) : options.expected;
  return is_outcome(prediction, expected) ? exit_code::done : exit_code::findings_left;
}

Result<void> predict(const Invocation& invocation, const SimulateOptions& options, const Target& target,
                     render::SimulateReport& report) {
  if (options.all) return predict_all(invocation, options, target, report);
  auto request = read_request(invocation, options);
  if (!request) return std::unexpected(request.error());
  return predict(invocation, options, target, *std::move(request), report);
}

std::string text_of(const Invocation& invocation, const render::SimulateReport& report, bool is_matrix) {
  if (is_matrix) return render::matrix_text(report, invocation.colours());
  const bool is_verbose = invocation.options.verbosity == Verbosity::verbose;
  return render::simulate_text(report, invocation.colours(),
                               is_verbose ? render::Detail::everything : render::Detail::story);
}

Result<int> run_simulate(const Invocation& invocation, const SimulateOptions& options) {
  if (options.url.empty() && !options.all) return wrong_usage("--url or --all is required");
  const auto target = find_one_target(invocation);
  if (!target) return std::unexpected(target.error());
  render::SimulateReport report{.host = invocation.world.environment.host, .file = target->path};
  if (auto predicted = predict(invocation, options, *target, report); !predicted) {
    if (predicted.error().code == ErrorCode::wrong_usage) return std::unexpected(predicted.error());
    report.exit_code = tell(invocation, predicted.error());
    report.error = predicted.error();
  } else {
    report.exit_code = exit_code_for(options, report);
  }
  report = render::masked(std::move(report));
  if (invocation.options.format == Format::json)
    invocation.world.out << render::simulate_json(report);
  else if (!report.error)
    invocation.world.out << render::wrapped(
        text_of(invocation, report, options.all),
        invocation.world.out_columns == 0 ? usual_columns : invocation.world.out_columns);
  return report.exit_code;
}

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

Run declare_simulate(CLI::App& command, Options& options) {
  const auto own = std::make_shared<SimulateOptions>();
  const auto set = [&options](const std::string& target) { options.targets = {target}; };
  command
      .add_option_function<std::string>(
          "TARGET", set, "a file, or - for standard input; none: on Windows the live applicationHost.config")
      ->option_text(" ");
  add_request(command, *own);
  command
      .add_option("--negotiated", own->negotiated,
                  "whether HTTP.sys requests the certificate in the TLS handshake (clientcertnegotiation in\n"
                  "netsh http show sslcert): yes or no")
      ->option_text("ANSWER")
      ->check(one_of("answer", {"yes", "no"}))
      ->group(looked_at_group);
  add_matrix(command, *own);
  add_selection(command, options);
  add_schema(command, options);
  add_windows(command, options);
  add_web_config(command, options);
  command
      .add_option("--expect", own->expected,
                  "exit with 0 only if it ends like this: a status, a user, anonymous, reset")
      ->option_text("OUTCOME")
      ->excludes("--all")
      ->group(output_group);
  command.add_flag("--after", own->after, "the exit code is about what fix would leave")
      ->option_text(" ")
      ->group(output_group);
  add_data_format(command, options);
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
  return [own](const Invocation& invocation) { return run_simulate(invocation, *own); };
}

}  // namespace certlift::cli
