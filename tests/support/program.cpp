#include "support/program.h"

#include "cli/run.h"
#include "support/test_environment.h"

#include <sstream>

namespace certlift::test {

Said run_program(MemoryDisk& disk, const std::vector<std::string>& arguments, const std::string& input) {
  const disk::Environment environment = test_environment();
  std::istringstream in(input);
  std::ostringstream out, err;
  const int code =
      cli::run(arguments, {.files = disk, .environment = environment, .in = in, .out = out, .err = err});
  return {code, out.str(), err.str()};
}

}  // namespace certlift::test
