#pragma once

#include "apply/disk.h"
#include "apply/transaction.h"

#include <gtest/gtest.h>

#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

namespace certlift::apply {

namespace fs = std::filesystem;

/// A directory of its own on the real disk, with one configuration in it.
class DiskTest : public testing::Test {
 protected:
  DiskTest() {
    std::string pattern = fs::temp_directory_path() / "certlift-XXXXXX";
    root = fs::canonical(::mkdtemp(pattern.data())).string();
    path = root + "/applicationHost.config";
    put(path, "old\n");
    ::chmod(path.c_str(), 0640);
  }
  ~DiskTest() override {
    ::chmod(root.c_str(), 0700);
    fs::remove_all(root);
  }

  static void put(const std::string& file, const std::string& bytes) { std::ofstream(file) << bytes; }
  static std::string bytes(const std::string& file) {
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  static unsigned mode(const std::string& file) {
    struct stat found{};
    return ::stat(file.c_str(), &found) == 0 ? found.st_mode & 07777U : 0;
  }
  Context context() { return {*disk, environment}; }
  Result<Outcome> change(const std::string& text, const std::string& file) {
    const auto snapshot = take_snapshot(*disk, file);
    return snapshot ? change_file(context(), *snapshot, text, {"fix", "a test"})
                    : std::unexpected(snapshot.error());
  }
  Result<Outcome> change(const std::string& text) { return change(text, path); }
  std::vector<std::string> names(const std::string& directory) {
    std::vector<std::string> found;
    const auto entries = disk->list(directory).value();
    for (const DirectoryEntry& entry : entries) {
      found.push_back(entry.name);
    }
    return found;
  }

  std::unique_ptr<WritableFiles> disk = open_disk();
  Environment environment = system_environment();
  std::string root;
  std::string path;
};

}  // namespace certlift::apply
