#pragma once

#include "apply/transaction.h"
#include "disk/disk.h"
#include "disk/environment.h"
#include "support/bytes.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <system_error>
#include <vector>

namespace certlift::apply {

namespace fs = std::filesystem;

/// A directory of its own on the real disk, with one configuration in it.
class DiskTest : public testing::Test {
 protected:
  DiskTest() {
    const fs::path temporary = fs::canonical(fs::temp_directory_path());
    do {
      root = (temporary / ("certlift-" + std::to_string(std::random_device()()))).string();
    } while (!fs::create_directory(root));
    path = root + "/applicationHost.config";
    put(path, "old\n");
    fs::permissions(path, fs::perms(0640));
  }
  ~DiskTest() override {
    std::error_code ignored;
    fs::permissions(root, fs::perms::owner_all, ignored);
    fs::remove_all(root, ignored);
  }

  static void put(const std::string& file, const std::string& bytes) { test::write_bytes(file, bytes); }
  static std::string bytes(const std::string& file) { return test::read_bytes(file); }
  static unsigned mode(const std::string& file) {
    return static_cast<unsigned>(fs::status(file).permissions() & fs::perms::mask);
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
    for (const disk::DirectoryEntry& entry : entries) {
      found.push_back(entry.name);
    }
    return found;
  }

  std::unique_ptr<disk::WritableFiles> disk = disk::open_disk();
  disk::Environment environment = disk::system_environment();
  std::string root;
  std::string path;
};

}  // namespace certlift::apply
