#pragma once

#include "cli/options.h"
#include "pipeline/access_matrix.h"
#include "pipeline/prediction.h"

#include <string>

namespace certlift::cli {

/// What only simulate takes.
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

/// Adds these, and of `options` those that it takes too.
void declare_simulate_options(CLI::App& command, Options& options, SimulateOptions& own);

/// Errors: wrong_usage.
Result<pipeline::Request> read_request(const Invocation& invocation, const SimulateOptions& options);

}  // namespace certlift::cli
