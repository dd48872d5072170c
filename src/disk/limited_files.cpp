#include "disk/limited_files.h"

namespace certlift::disk {

Error too_large(std::uint64_t max_size, const std::string& path) {
  return {ErrorCode::unreadable,
          "this is larger than " + std::to_string(max_size) +
              " bytes, the most that certlift reads; if it is the right file, raise that with --max-size",
          path};
}

/// What cannot be opened is reported by the reading.
Result<void> LimitedFiles::check_size(const std::string& path) const {
  const auto found = info(path);
  if (!found || found->size <= max_size_) return {};
  return std::unexpected(too_large(max_size_, path));
}

Result<FileContent> LimitedFiles::read(const std::string& path) const {
  if (auto small = check_size(path); !small) return std::unexpected(small.error());
  return PatientFiles::read(path);
}

Result<FileContent> LimitedFiles::read_at_rest(const std::string& path) const {
  if (auto small = check_size(path); !small) return std::unexpected(small.error());
  return PatientFiles::read_at_rest(path);
}

}  // namespace certlift::disk
