#include "render/fingerprint.h"

#include "base/sha256.h"

namespace certlift::render {

std::string Fingerprints::next(const engine::Finding& finding) {
  return sha256(path_ + '\n' + finding.identity + '\n' + std::to_string(counts_[finding.identity]++));
}

}  // namespace certlift::render
