#include "fuzz/support/require.h"
#include "logs/sources.h"
#include "logs/trace_reader.h"
#include "logs/verdict.h"
#include "render/freb_report.h"

#include <optional>
#include <string>

/// Any bytes as a trace log: it is read, told, and means the same whatever the pieces that it comes in.
namespace certlift::fuzz {
namespace {

/// Nothing: it is no trace.
std::optional<logs::Judgement> judgement_of(const std::string& bytes, std::size_t step) {
  const auto trace = logs::read_trace(test::source_of(bytes, step));
  if (!trace) {
    require(!trace.error().message.empty(), "an error has a message");
    return std::nullopt;
  }
  render::FrebReport report;
  report.logs.push_back({.path = "a", .trace = *trace, .judgement = logs::judge(*trace)});
  require(!render::freb_text(report, render::Colours::off, render::Listing::stories).empty(), "it is told");
  render::freb_json(report);
  return logs::judge(*trace);
}

}  // namespace
}  // namespace certlift::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace certlift;
  const std::string bytes = fuzz::input_of(data, size);
  const auto whole = fuzz::judgement_of(bytes, 4096);
  const auto slowly = fuzz::judgement_of(bytes, 1 + size % 13);
  fuzz::require(whole.has_value() == slowly.has_value(), "pieces of any size make the same of it");
  if (whole && slowly)
    fuzz::require(
        whole->verdict == slowly->verdict && whole->user == slowly->user && whole->module == slowly->module,
        "pieces of any size have the same verdict");
  return 0;
}
