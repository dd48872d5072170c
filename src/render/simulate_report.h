#pragma once

#include "base/result.h"
#include "pipeline/access_matrix.h"
#include "pipeline/prediction.h"
#include "render/colour.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::render {

/// The certificate a prediction is about.
struct ShownCertificate {
  std::string subject;
  std::string sha256;  ///< of its DER
};

/// One request, as it is answered now and would be after the fix.
struct SimulatedRequest {
  std::string url;
  std::string method;
  std::optional<ShownCertificate> certificate = {};
  pipeline::Prediction now = {};
  pipeline::Prediction after = {};

  bool is_changed() const { return !pipeline::same_answer(now, after); }
};

struct SimulateReport {
  std::string host = {};
  int exit_code = 0;
  std::string file = {};  ///< as a person names it
  bool reads_web_configs = false;
  bool fix_changes_file = false;
  std::vector<SimulatedRequest> requests = {};
  std::vector<pipeline::SiteMatrix> matrix = {};  ///< instead of requests
  std::optional<Error> error = {};
};

/// The same with a marker in place of each secret (see mask.h): a message may quote a value.
SimulateReport masked(SimulateReport report);

enum class Detail {
  story,       ///< what happens now, and what is different after the fix
  everything,  ///< all stages of both
};

/// "401.2: no authentication module set a user", "gets in as CONTOSO\alice".
std::string long_answer(const pipeline::Outcome& outcome);
/// "certain", "if the assumptions hold"
std::string_view words_of(pipeline::Grade grade);

/// What people read. The error is not part of it.
std::string simulate_text(const SimulateReport& report, Colours colours, Detail detail);

/// The report as one JSON document, as docs/simulate.schema.json describes it.
std::string simulate_json(const SimulateReport& report);

/// The access matrix in the report, as people read it.
std::string matrix_text(const SimulateReport& report, Colours colours);

/// How many answers of the matrix fix changes.
std::size_t count_changes(const SimulateReport& report);

}  // namespace certlift::render
