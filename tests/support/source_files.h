#pragma once

#include <string>
#include <vector>

namespace certlift::test {

struct SourceFile {
  std::string path;  ///< from the project's root, with `/`
  std::vector<std::string> lines;
};

/// Every .h and .cpp file under src/ and transforms/, sorted by path.
std::vector<SourceFile> source_files();

/// The names of the folders in transforms/, sorted.
std::vector<std::string> transform_folders();

/// `path`, which is given from the project's root, on this machine.
std::string project_path(const std::string& path);

/// Where the programs that the tests run stand, as PATH lists folders.
std::string program_folders();

}  // namespace certlift::test
