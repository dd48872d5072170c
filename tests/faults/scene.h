#pragma once

#include <optional>
#include <string>
#include <vector>

/// A configuration in a folder of its own, the real program, and what one can see from outside.
namespace certlift::faults {

class Scene {
 public:
  /// Where there is a disk in memory, the folder is made there: what is tried here writes through to the disk
  /// some hundred thousand times.
  Scene();
  Scene(const Scene&) = delete;
  Scene& operator=(const Scene&) = delete;
  ~Scene();

  const std::string& folder() const { return folder_; }
  const std::string& target() const { return target_; }
  /// Where a plan can be kept: beside the folder, which has to stay as certlift leaves it.
  std::string plan() const { return folder_ + ".plan.json"; }

  /// An empty folder with one configuration in it, not everybody's to read, and, where we may, another's own.
  void reset(const std::string& bytes) const;

  /// Whether the text stands in the target.
  bool holds(const std::string& text) const;

  /// The ids of the changes in the store, sorted.
  std::vector<std::string> changes() const;

  bool has_backup_of(const std::string& bytes) const;

  /// What is not as `reset` and whole changes leave it, a sentence each: files left over, open journal
  /// entries, damaged backups, another owner, other permissions.
  std::vector<std::string> disorder() const;

 private:
  std::string folder_;
  std::string target_;
};

/// Nothing if there is no such file.
std::optional<std::string> bytes_of(const std::string& path);

}  // namespace certlift::faults
