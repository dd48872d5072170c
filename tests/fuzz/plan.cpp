#include "fuzz/support/misplaced.h"
#include "fuzz/support/own_document.h"
#include "fuzz/support/require.h"
#include "support/program.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

/// Any bytes as a plan: whatever `apply` makes of them, the target is what it was or what a genuine plan
/// makes of it.
namespace certlift::fuzz {
namespace {

using json = nlohmann::ordered_json;

constexpr const char* plan_path = "/plans/plan.json";

const std::string& genuine() {
  static const std::string plan = [] {
    test::MemoryDisk disk;
    disk.put(misplaced_path, misplaced);
    const test::Said said =
        test::run_program(disk, {"plan", misplaced_path, "--accept", "all", "--output", "-"});
    require(said.out.find("sha256_after") != std::string::npos, "a plan was made", said.err);
    return said.out;
  }();
  return plan;
}

const std::string& fixed() {
  static const std::string after = [] {
    test::MemoryDisk disk;
    disk.put(misplaced_path, misplaced);
    disk.put(plan_path, genuine());
    const test::Said said = test::run_program(disk, {"apply", plan_path});
    require(said.exit_code < 2 && disk.bytes(misplaced_path) != misplaced, "a plan was applied", said.err);
    return disk.bytes(misplaced_path);
  }();
  return after;
}

/// Every value of a document, itself first.
std::vector<json*> values_of(json& document) {
  std::vector<json*> values{&document};
  for (std::size_t i = 0; i < values.size(); ++i)
    if (values[i]->is_structured())
      for (json& value : *values[i]) values.push_back(&value);
  return values;
}

/// A document that is one, with a value put in another's place, taken out of its parent, or of another kind.
std::string with_value_changed(const std::string& input, unsigned seed) {
  json document = json::parse(input, nullptr, false);
  if (document.is_discarded()) return genuine();
  const std::vector<json*> values = values_of(document);
  json& one = *values[seed % values.size()];
  const json other = *values[seed / 7 % values.size()];
  switch (seed / 64 % 6) {
    case 0:
      one = other;
      break;
    case 1:
      if (one.is_structured() && !one.empty()) one.erase(one.begin());
      break;
    case 2:
      if (one.is_array()) one.push_back(other);
      break;
    case 3:
      one = nullptr;
      break;
    case 4:
      one = std::string("\xFF\n\x1b[31m");
      break;
    default:
      one = seed;
  }
  return document.dump(2, ' ', false, json::error_handler_t::replace);
}

}  // namespace
}  // namespace certlift::fuzz

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
  using namespace certlift::fuzz;
  return mutate_own_document(data, size, max_size, seed, genuine(), with_value_changed);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace certlift;
  using namespace certlift::fuzz;
  test::MemoryDisk disk;
  disk.put(misplaced_path, misplaced);
  disk.put(plan_path, input_of(data, size));
  for (const std::vector<std::string>& more :
       {std::vector<std::string>{"--dry-run"}, {"--target", misplaced_path}, {}}) {
    std::vector<std::string> arguments{"apply", plan_path};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const test::Said said = test::run_program(disk, arguments);
    require(said.exit_code != 5, "certlift ends well or says why not", said.err);
    require(said.exit_code == 0 || !said.err.empty() || !said.out.empty(), "it says why", said.err);
    const std::string now = disk.bytes(misplaced_path);
    require(now == misplaced || now == fixed(), "the target is one of the two", now);
  }
  return 0;
}
