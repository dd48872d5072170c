#pragma once

#include "support/memory_disk.h"

#include <string>
#include <vector>

namespace certlift::test {

/// What a run of the program has said.
struct Said {
  int exit_code;
  std::string out;
  std::string err;
};

/// Runs certlift on that disk, with one worker, as the test environment.
Said run_program(MemoryDisk& disk, const std::vector<std::string>& arguments, const std::string& input = {});

}  // namespace certlift::test
