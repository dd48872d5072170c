#pragma once

#include "iis/certificate.h"
#include "iis/location.h"
#include "iis/schema.h"

#include <string>
#include <string_view>

namespace certlift::iis {

/// What is known besides the file.
struct Surroundings {
  const Schema* schema = &Schema::built_in();
  std::string today = {};  ///< "YYYY-MM-DD", UTC; empty: not known
  unsigned windows = 0;    ///< the year in Windows Server's name; 0: not known
  FileRole role = FileRole::host_config;
  Certificate (*read_certificate)(std::string_view) = iis::read_certificate;
};

}  // namespace certlift::iis
