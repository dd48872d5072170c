#include "cli/commands/simulate.h"

#include "cli/client_certificate.h"
#include "cli/exit_code.h"
#include "cli/formats.h"
#include "cli/simulate_options.h"
#include "cli/target_report.h"
#include "cli/targets.h"
#include "cli/tell.h"
#include "cli/web_configs.h"
#include "library/prediction.h"
#include "pipeline/access_matrix.h"
#include "pipeline/site_choice.h"
#include "render/simulate_page.h"
#include "render/simulate_report.h"
#include "render/wrap.h"

#include <memory>
#include <optional>
#include <ostream>
#include <utility>

namespace certlift::cli {
namespace {

constexpr std::size_t usual_columns = 80;

/// Where a request arrives, as far as the configuration tells.
std::vector<iis::LocationPath> paths_of(const iis::HostConfig& config, const pipeline::Url& url) {
  std::vector<iis::LocationPath> paths;
  for (const pipeline::Candidate& candidate : pipeline::choose_site(config, url).candidates)
    paths.emplace_back(candidate.site->name + url.path);
  return paths;
}

/// The file, and what fix makes of it. Of web.config files also those on the way to `url`. Errors carry the
/// path.
Result<engine::Repair> repair(const Invocation& invocation, const Target& target, const pipeline::Url* url) {
  engine::Search search = search_of(invocation);
  if (search.read_web_configs && url)
    search.read_web_configs = [&](const iis::HostConfig& config) {
      return read_web_configs(invocation, search.surroundings, config, paths_of(config, *url));
    };
  const auto reading = read(invocation, target, search);
  if (!reading) return std::unexpected(reading.error());
  tell_unread_web_configs(invocation, **reading);
  if ((*reading)->config.role() == iis::FileRole::web_config)
    return std::unexpected(Error{ErrorCode::not_understood,
                                 "this is a web.config; name the server's applicationHost.config",
                                 target.path});
  return engine::fix(*reading, search);
}

Result<void> predict(const Invocation& invocation, const SimulateOptions& options, const Target& target,
                     pipeline::Request request, render::SimulateReport& report) {
  const auto states = repair(invocation, target, &request.url);
  if (!states) return std::unexpected(states.error());
  std::optional<iis::ClientCertificate> certificate;
  if (!options.certificate.empty()) {
    auto found = find_certificate(invocation, states->before->config, options.certificate);
    if (!found) return std::unexpected(found.error());
    certificate = *std::move(found);
    request.certificate = &*certificate;
  }
  const bool is_assumed = options.certificate.empty() && !options.no_certificate;
  using library::CertificateKnowledge;
  auto shown = library::simulated(*states, request,
                                  is_assumed ? CertificateKnowledge::assumed : CertificateKnowledge::said);
  if (!shown) return std::unexpected(shown.error());
  report.fix_changes_file = states->before != states->after;
  report.reads_web_configs = states->before->web_configs != nullptr;
  report.requests.push_back(*std::move(shown));
  return {};
}

/// The access matrix. Errors carry the path.
Result<void> predict_all(const Invocation& invocation, const SimulateOptions& options, const Target& target,
                         render::SimulateReport& report) {
  const auto states = repair(invocation, target, nullptr);
  if (!states) return std::unexpected(states.error());
  pipeline::MatrixFilter filter = options.filter;
  filter.sites = invocation.options.selection.sites;
  const std::vector<std::string> known = library::site_names(states->before->config);
  if (auto found = library::require_known_sites(filter.sites, known); !found) return found;
  pipeline::visit_access_matrix(states->before->config, states->after->config, filter,
                                [&](pipeline::SiteMatrix site) {
                                  if (options.changed) keep_changed(site);
                                  if (!site.paths.empty()) report.matrix.push_back(std::move(site));
                                });
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
  else if (is_illustrated(invocation.options.format))
    print(invocation, render::simulate_page(report));
  else if (!report.error)
    invocation.world.out << render::wrapped(
        text_of(invocation, report, options.all),
        invocation.world.out_columns == 0 ? usual_columns : invocation.world.out_columns);
  return report.exit_code;
}

}  // namespace

Run declare_simulate(CLI::App& command, Options& options) {
  const auto own = std::make_shared<SimulateOptions>();
  declare_simulate_options(command, options, *own);
  return [own](const Invocation& invocation) { return run_simulate(invocation, *own); };
}

}  // namespace certlift::cli
