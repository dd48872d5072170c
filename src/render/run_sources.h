#pragma once

#include <cstddef>
#include <string>
#include <vector>

/// What a run went by besides the command line.
namespace certlift::render {

/// What a baseline knows and was not found.
struct StaleEntry {
  std::string file;  ///< as the baseline names it
  std::string rule;
  std::string location;
  std::size_t count = 1;
};

/// What a baseline had to do with a run.
struct BaselineUse {
  std::string path;
  std::vector<StaleEntry> stale = {};  ///< of files that could be read
};

/// What a settings file had to do with a run.
struct SettingsUse {
  std::string path;
  std::vector<std::string> accept = {};  ///< what it consents to
};

}  // namespace certlift::render
