#include "support/source_files.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace certlift::test {
namespace {

namespace fs = std::filesystem;

/// A function, because others ask before main(). The environment says it where the tests were built on
/// another machine.
fs::path root() {
  const char* const elsewhere = std::getenv("CERTLIFT_SOURCE_DIR");
  return elsewhere ? elsewhere : CERTLIFT_SOURCE_DIR;
}

std::vector<std::string> lines_of(const fs::path& path) {
  std::ifstream file(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

void collect(const std::string& folder, std::vector<SourceFile>& files) {
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root() / folder)) {
    const fs::path& path = entry.path();
    if (path.extension() == ".h" || path.extension() == ".cpp")
      files.push_back({path.lexically_relative(root()).generic_string(), lines_of(path)});
  }
}

}  // namespace

std::vector<SourceFile> source_files() {
  std::vector<SourceFile> files;
  collect("src", files);
  collect("transforms", files);
  std::ranges::sort(files, {}, &SourceFile::path);
  return files;
}

std::vector<std::string> transform_folders() {
  std::vector<std::string> folders;
  for (const fs::directory_entry& entry : fs::directory_iterator(root() / "transforms"))
    if (entry.is_directory()) folders.push_back(entry.path().filename().string());
  std::ranges::sort(folders);
  return folders;
}

std::string project_path(const std::string& path) {
  return (root() / path).string();
}

std::string program_folders() {
  return CERTLIFT_PROGRAMS;
}

}  // namespace certlift::test
