#include "library/open_file.h"

#include "engine/registry.h"
#include "iis/client_certificate.h"
#include "library/exit_code.h"
#include "library/fix_command.h"
#include "library/prediction.h"
#include "library/trace_report.h"
#include "pipeline/url.h"
#include "render/freb_page.h"
#include "render/html_report.h"
#include "render/json_report.h"
#include "render/simulate_page.h"

#include <utility>

namespace certlift::library {
namespace {

/// Why a request cannot be followed by a file that could be read.
std::optional<Error> fault_of(const Request& request, const Result<engine::SharedReading>& reading) {
  if (!reading) return std::nullopt;
  const auto known = require_known_sites(request.selection.sites, site_names((*reading)->config));
  return known ? std::nullopt : std::optional(known.error());
}

/// Its bytes, piece by piece.
logs::ByteSource source_of(std::string_view bytes) {
  return [bytes](std::span<char> space) mutable -> Result<std::size_t> {
    const std::size_t size = bytes.copy(space.data(), space.size());
    bytes.remove_prefix(size);
    return size;
  };
}

/// Whether the client gets in for certain.
int exit_code_of(const render::SimulateReport& report) {
  const auto& outcomes = report.requests.front().now.outcomes;
  return outcomes.size() == 1 && outcomes.front().status == pipeline::passed ? exit_code::done
                                                                             : exit_code::findings_left;
}

}  // namespace

OpenFile::OpenFile(std::string bytes, Result<Request> request) : request_(request.value_or(Request())) {
  if (!request) {
    usage_ = request.error();
    reading_ = std::unexpected(request.error());
    return;
  }
  search_ = {.transforms = engine::registry(),
             .selection = request_.selection,
             .surroundings = {.today = request_.today, .windows = request_.windows}};
  reading_ = engine::read(std::move(bytes), request_.path, search_);
  usage_ = fault_of(request_, reading_);
}

const Result<engine::Repair>& OpenFile::repair() {
  if (!repair_)
    repair_ = reading_ ? engine::fix(*reading_, search_)
                       : Result<engine::Repair>(std::unexpected(reading_.error()));
  return *repair_;
}

render::TargetReport OpenFile::target_report(render::Command command, DocumentFormat format) {
  const bool has_pictures = format == DocumentFormat::html;
  const Telling telling{.selection = request_.selection,
                        .extent = has_pictures ? Extent::pictures : Extent::hashes};
  if (!reading_) return failed(request_.path, reading_.error());
  const bool is_check = command == render::Command::check;
  if (is_check && !has_pictures) return report_of(telling, **reading_, (*reading_)->findings);
  const Result<engine::Repair>& made = repair();
  if (!made) return failed(request_.path, made.error());
  return is_check ? report_before_fix(telling, *made, made->outcomes)
                  : report_of(telling, *made, made->outcomes);
}

std::string OpenFile::report(render::Command command, DocumentFormat format) {
  render::Report report{.command = command, .host = {}};
  report.error = usage_;
  if (!usage_) report.targets.push_back(target_report(command, format));
  report.exit_code = exit_code_of(report);
  if (command == render::Command::check)
    report.fix_command = fix_command(request_.selection, {}, "", {request_.path});
  return format == DocumentFormat::json ? render::json_report(report)
                                        : render::html_report(report, engine::registry(), request_.selection);
}

std::string OpenFile::trace_report(std::string_view log, const std::string& log_name, DocumentFormat format) {
  render::FrebReport report{.config = request_.path, .error = usage_};
  report.logs.push_back(library::trace_report(log_name, source_of(log)));
  if (!usage_) {
    const auto tied = reading_ ? tie(report, **reading_) : Result<void>(std::unexpected(reading_.error()));
    if (!tied) report.error = tied.error();
  }
  report.exit_code = exit_code_of(report);
  report = render::masked(std::move(report));
  return format == DocumentFormat::json ? render::freb_json(report)
                                        : render::html_of(render::freb_page(report));
}

Result<render::SimulatedRequest> OpenFile::simulated_request(const std::string& url,
                                                             std::string_view certificate) {
  if (usage_) return std::unexpected(*usage_);
  if (!repair()) return std::unexpected(repair().error());
  if ((*reading_)->config.role() == iis::FileRole::web_config)
    return std::unexpected(Error{ErrorCode::not_understood,
                                 "this is a web.config; name the server's applicationHost.config",
                                 request_.path});
  auto read = pipeline::read_url(url);
  if (!read) return std::unexpected(read.error());
  pipeline::Request request{.url = *std::move(read)};
  if (certificate.empty()) return simulated(*repair(), request, CertificateKnowledge::said);
  const auto client = iis::read_certificate_file(certificate);
  if (!client) return std::unexpected(client.error());
  request.certificate = &*client;
  return simulated(*repair(), request, CertificateKnowledge::said);
}

std::string OpenFile::simulation(const std::string& url, std::string_view certificate,
                                 DocumentFormat format) {
  render::SimulateReport report{.file = request_.path};
  if (auto request = simulated_request(url, certificate)) {
    report.requests.push_back(*std::move(request));
    report.fix_changes_file = repair()->before != repair()->after;
    report.exit_code = exit_code_of(report);
  } else {
    report.error = request.error();
    report.exit_code = exit_code_of(request.error().code);
  }
  report = render::masked(std::move(report));
  return format == DocumentFormat::json ? render::simulate_json(report)
                                        : render::html_of(render::simulate_page(report));
}

std::optional<std::string_view> OpenFile::fixed_bytes() {
  if (usage_) return std::nullopt;
  const Result<engine::Repair>& made = repair();
  if (!made) return std::nullopt;
  return made->after->bytes();
}

}  // namespace certlift::library
