#pragma once

#include "engine/fix.h"
#include "library/file_report.h"
#include "library/request.h"
#include "render/report.h"
#include "render/simulate_report.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace certlift::library {

enum class DocumentFormat { json, html };

/// One file in memory, and what is wanted of it. Each thing is worked out when it is first needed.
class OpenFile {
 public:
  /// Of a request that cannot be followed, the reports say no more than why.
  OpenFile(std::string bytes, Result<Request> request);

  /// The report of check or fix, as the command of that name makes it.
  std::string report(render::Command command, DocumentFormat format);

  /// What a log of Failed Request Tracing says, tied to the file, as freb makes it.
  std::string trace_report(std::string_view log, const std::string& log_name, DocumentFormat format);

  /// What IIS answers to a request for `url`, now and after the fix, as simulate makes it. `certificate`: a
  /// file with the one that the client has; empty: it has none.
  std::string simulation(const std::string& url, std::string_view certificate, DocumentFormat format);

  /// What fix makes of the bytes. Nothing: the report says why.
  std::optional<std::string_view> fixed_bytes();

 private:
  const Result<engine::Repair>& repair();
  Result<render::SimulatedRequest> simulated_request(const std::string& url, std::string_view certificate);
  render::TargetReport target_report(render::Command command, DocumentFormat format);

  Request request_;
  engine::Search search_;
  std::optional<Error> usage_;  ///< what is wrong with the request
  Result<engine::SharedReading> reading_;
  std::optional<Result<engine::Repair>> repair_;
};

}  // namespace certlift::library
