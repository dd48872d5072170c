#pragma once

#include "disk/environment.h"
#include "disk/file_system.h"

#include <chrono>
#include <functional>

namespace certlift::disk {

/// A disk that waits: a call that finds something busy (a virus scanner or IIS itself may hold a file for a
/// moment) is made again, after pauses that grow, for as long as `patience`. Then its error says how long
/// that was.
class PatientFiles : public WritableFiles {
 public:
  PatientFiles(WritableFiles& files, const Environment& environment, std::chrono::milliseconds patience)
      : files_(files), environment_(environment), patience_(patience) {}

  Result<FileInfo> info(const std::string& path) const override;
  Result<FileContent> read(const std::string& path) const override;
  Result<FileContent> read_at_rest(const std::string& path) const override;
  Result<std::unique_ptr<FileStream>> open(const std::string& path) const override;
  Result<std::vector<DirectoryEntry>> list(const std::string& directory) const override;
  Result<Creation> create_file(const std::string& path, const std::string& model,
                               std::string_view bytes) override;
  Result<Creation> create_directory(const std::string& path, const std::string& model) override;
  Result<void> append(const std::string& path, const std::string& model, std::string_view bytes) override;
  Result<Displaced> replace(const std::string& target, const std::string& staged) override;
  Result<void> settle_replace(const std::string& target, const std::string& staged) override;
  Result<Creation> give_free_name(const std::string& staged, const std::string& target) override;
  Result<void> remove_file(const std::string& path) override;
  Result<void> remove_empty_directory(const std::string& path) override;
  Result<void> flush_directory(const std::string& path) override;

 private:
  WritableFiles& files_;
  const Environment& environment_;
  std::chrono::milliseconds patience_;
};

/// "; waited 10 seconds", for the message of something that stayed busy.
std::string waited(std::chrono::milliseconds patience);

}  // namespace certlift::disk
