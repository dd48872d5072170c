#pragma once

#include "render/report.h"

#include <map>
#include <string>

namespace certlift::render {

/// Tells the findings of one target apart by Finding::identity, equal ones by their order: for services that
/// follow a finding from one run to the next.
class Fingerprints {
 public:
  explicit Fingerprints(std::string path) : path_(std::move(path)) {}

  /// 64 hexadecimal digits, for one finding after the other.
  std::string next(const engine::Finding& finding);

 private:
  std::string path_;
  std::map<std::string, std::size_t> counts_;
};

}  // namespace certlift::render
