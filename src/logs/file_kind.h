#pragma once

#include "logs/byte_source.h"

#include <span>
#include <string>
#include <string_view>

namespace certlift::logs {

/// Passes the bytes of a source on, and keeps the first of them.
class FileBeginning {
 public:
  explicit FileBeginning(const ByteSource& source) : source_(source) {}

  Result<std::size_t> read(std::span<char> space);
  std::string_view bytes() const { return bytes_; }

 private:
  const ByteSource& source_;
  std::string bytes_;
};

/// What a file is, by its first bytes, for a message: "a PDF", "an empty file", "an applicationHost.config".
std::string kind_of_file(std::string_view beginning);

}  // namespace certlift::logs
