#pragma once

#include "apply/context.h"
#include "base/library.h"

#include <cstddef>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>

namespace certlift::cli {

/// All that the program meets in the world: a test hands it another one.
struct World {
  disk::WritableFiles& files;
  const disk::Environment& environment;
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool in_is_terminal = false;
  bool out_is_terminal = false;
  std::size_t out_columns = 0;  ///< of the terminal that standard output is; 0: it is none
  std::size_t err_columns = 0;  ///< of the one that standard error is
  bool shows_progress = false;  ///< standard error is a terminal on which a line can be taken back
  std::string no_color = {};    ///< the variable NO_COLOR
  std::optional<std::string> live_dir = {};  ///< where this server keeps its applicationHost.config
  std::function<std::optional<std::string>(const std::string& name)> variable = {};  ///< of Windows
  std::string express_config = {};  ///< the user's configuration of IIS Express; empty: not here
  std::size_t processors = 1;
  std::optional<Library> allocator = {};  ///< of the program, if it is not the system's
};

}  // namespace certlift::cli
