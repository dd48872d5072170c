#pragma once

#include "support/memory_disk.h"

namespace certlift::test {

struct MemoryDisk::Node {
  disk::FileKind kind = disk::FileKind::regular;
  std::string identity;
  unsigned mode = 0644;
  std::string owner = "root";
  std::string bytes;
  std::string leads_to;
  std::size_t names = 1;
  Names children;
  Names flushed;  ///< what a power failure leaves of `children`
};

}  // namespace certlift::test
