#include "cli/commands/dsc.h"

#include "cli/choice.h"
#include "cli/dsc_request.h"
#include "cli/exit_code.h"
#include "cli/fix_target.h"
#include "cli/target_report.h"
#include "cli/targets.h"
#include "engine/fix.h"
#include "render/json_report.h"
#include "render/wrap.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <spdlog/formatter.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <istream>
#include <iterator>
#include <memory>
#include <ostream>
#include <set>
#include <utility>

namespace certlift::cli {
namespace {

using nlohmann::ordered_json;

std::string in_a_line(const ordered_json& document) {
  return document.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

/// DSC reads standard error as JSON, a message a line.
class TraceFormatter final : public spdlog::formatter {
 public:
  void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& to) override {
    const char* level = message.level >= spdlog::level::err    ? "error"
                        : message.level == spdlog::level::warn ? "warn"
                                                               : "info";
    const std::string line =
        in_a_line({{level, std::string(message.payload.data(), message.payload.size())}});
    to.append(line.data(), line.data() + line.size());
  }
  std::unique_ptr<spdlog::formatter> clone() const override { return std::make_unique<TraceFormatter>(); }
};

spdlog::logger trace_to(const World& world) {
  spdlog::logger log("certlift", std::make_shared<spdlog::sinks::ostream_sink_mt>(world.err, true));
  log.set_formatter(std::make_unique<TraceFormatter>());
  return log;
}

/// What fix would make of the target, and what it would leave.
render::TargetReport predict(const Invocation& invocation, const Target& target) {
  auto reading = read(invocation, target);
  if (!reading) return failed(target.path, reading.error());
  const auto repair = engine::fix(*std::move(reading), search_of(invocation));
  return repair ? report_of(invocation, *repair) : failed(target.path, repair.error());
}

enum class Moment { now, afterwards };

bool is_accepted(const DscRequest& request, const std::string& risk) {
  return std::ranges::any_of(request.accept,
                             [&](const std::string& id) { return id == risk || id == "all"; });
}

/// The state of the target, before or after what is `applied`.
ordered_json state_of(const DscRequest& request, const render::TargetReport& report, Moment moment) {
  ordered_json findings = ordered_json::array();
  std::set<std::string> missing;
  bool is_desired = true;
  for (ordered_json& finding : render::json_of_findings(report)) {
    const ordered_json fix = finding["fix"];
    if (moment == Moment::afterwards && !fix.is_null() && fix["applied"]) continue;
    if (!fix.is_null()) is_desired = false;
    if (!fix.is_null() && !fix["applied"])
      for (const ordered_json& risk : fix["risks"])
        if (!is_accepted(request, risk["id"])) missing.insert(risk["id"]);
    finding.erase("fix");
    finding.erase("remedy");
    findings.push_back(std::move(finding));
  }
  return {{"target", report.path}, {"sites", request.sites},    {"accept", request.accept},
          {"findings", findings},  {"missingConsent", missing}, {"_inDesiredState", is_desired}};
}

ordered_json with_deeds(ordered_json state, const render::TargetReport& report) {
  ordered_json deeds = ordered_json::array();
  for (const ordered_json& finding : render::json_of_findings(report))
    if (const ordered_json& fix = finding["fix"]; !fix.is_null() && fix["applied"])
      deeds.push_back(report.path + ": " + fix["title"].get<std::string>());
  state["_metadata"] = {{"whatIf", std::move(deeds)}};
  return state;
}

int tell_error(const Invocation& invocation, const Error& error) {
  invocation.log.error("{}", render::in_one_line(render::text_of(error)));
  return exit_code_of(error.code);
}

/// What is asked of the resource.
struct Operation {
  std::string name;
  DscRequest request;
  Target target;
};

int set(const Invocation& invocation, const Operation& operation) {
  const render::TargetReport made = fix_target(invocation, operation.target, Asking::never);
  if (made.error) return tell_error(invocation, *made.error);
  const render::TargetReport now = predict(invocation, operation.target);
  if (now.error) return tell_error(invocation, *now.error);
  const ordered_json state = state_of(operation.request, now, Moment::now);
  invocation.world.out << in_a_line(state);
  if (state["_inDesiredState"]) return exit_code::done;
  invocation.log.error("{}: something is left that requires consent or a decision: see certlift diff",
                       render::in_one_line(now.path));
  return exit_code::findings_left;
}

int look(const Invocation& invocation, const Operation& operation) {
  const render::TargetReport report = predict(invocation, operation.target);
  if (report.error) return tell_error(invocation, *report.error);
  invocation.world.out << in_a_line(
      operation.name == "whatif" ? with_deeds(state_of(operation.request, report, Moment::afterwards), report)
                                 : state_of(operation.request, report, Moment::now));
  return exit_code::done;
}

int run_operation(const Invocation& outer, const std::string& name) {
  spdlog::logger log = trace_to(outer.world);
  Options options = outer.options;
  const Invocation invocation{options,    outer.world,    log,         outer.deeds,
                              outer.live, outer.progress, outer.schema};
  const std::string text{std::istreambuf_iterator<char>(outer.world.in), {}};
  auto request = read_dsc_request(text);
  if (!request) return tell_error(invocation, request.error());
  if (!request->target.empty()) options.targets = {request->target};
  options.selection.sites = request->sites;
  options.selection.accept = request->accept;
  auto target = find_one_target(invocation);
  if (!target) return tell_error(invocation, target.error());
  if (target->error) return tell_error(invocation, *target->error);
  if (auto known = require_known_sites(invocation, {*target}); !known)
    return tell_error(invocation, known.error());
  const Operation operation{name, *std::move(request), *std::move(target)};
  return name == "set" ? set(invocation, operation) : look(invocation, operation);
}

}  // namespace

Run declare_dsc(CLI::App& command, Options& options) {
  const auto operation = std::make_shared<std::string>();
  command.add_option("OPERATION", *operation, "what DSC requests: get, test, set, whatif or schema")
      ->required()
      ->option_text(" ")
      ->check(one_of("operation", {"get", "test", "set", "whatif", "schema"}));
  add_backup_dir(command, options);
  add_keep(command, options);
  add_wait(command, options);
  command.footer(
      "Desired State Configuration v3 runs this for the resource Certlift/MappingLevel. The properties that "
      "are wanted\n"
      "come as JSON on standard input, the state goes as a line of JSON to standard output, and messages as\n"
      "lines of JSON to standard error.\n"
      "Example:\n"
      "  echo '{\"target\": \"applicationHost.config\"}' | certlift dsc test");
  return [operation](const Invocation& invocation) -> Result<int> {
    if (*operation == "schema") {
      invocation.world.out << dsc_schema();
      return exit_code::done;
    }
    return run_operation(invocation, *operation);
  };
}

}  // namespace certlift::cli
