#pragma once

#include "support/source_files.h"
#include "support/transcript.h"

#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace certlift::test {

/// The program as a process, in a folder of its own that holds shop.config.
class Process : public testing::Test {
 protected:
  Process()
      : folder_(std::filesystem::temp_directory_path() /
                ("certlift-process-" +
                 std::string(testing::UnitTest::GetInstance()->current_test_info()->name()) + "-" +
                 std::to_string(::getpid()))) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directory(folder_);
    std::filesystem::copy_file(fixtures + "shop.config", folder_ / "shop.config");
  }
  ~Process() override { std::filesystem::remove_all(folder_); }

  /// Runs lines of shell in the folder; `certlift` is the program. Returns their exit code.
  int shell(const std::string& lines) {
    std::ofstream(folder_ / "run.sh") << "PATH='" << test::program_folders() << "':$PATH\n" << lines << "\n";
    const std::string command =
        "cd '" + folder_.string() + "' && bash -o pipefail run.sh >out 2>err </dev/null";
    const int status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  std::string read(const std::string& name) const { return file_bytes((folder_ / name).string()); }

  const std::string fixtures = test::project_path("tests/cli/");
  std::filesystem::path folder_;
};

}  // namespace certlift::test
