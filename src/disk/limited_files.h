#pragma once

#include "disk/patient_files.h"

#include <cstdint>

namespace certlift::disk {

/// A patient disk that does not read files of more than so many bytes: they are no configurations, and would
/// take all the memory there is. Errors: unreadable, before a byte is read.
class LimitedFiles : public PatientFiles {
 public:
  LimitedFiles(WritableFiles& files, const Environment& environment, std::chrono::milliseconds patience,
               std::uint64_t max_size)
      : PatientFiles(files, environment, patience), max_size_(max_size) {}

  Result<FileContent> read(const std::string& path) const override;
  Result<FileContent> read_at_rest(const std::string& path) const override;

 private:
  Result<void> check_size(const std::string& path) const;

  std::uint64_t max_size_;
};

/// Of something that has more bytes than certlift reads.
Error too_large(std::uint64_t max_size, const std::string& path);

}  // namespace certlift::disk
