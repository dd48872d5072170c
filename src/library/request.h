#pragma once

#include "base/result.h"
#include "engine/select.h"

#include <string>
#include <string_view>
#include <vector>

namespace certlift::library {

/// The day it is, "YYYY-MM-DD", UTC.
std::string today_utc();

/// What is known and wanted besides the bytes of a file.
struct Request {
  std::string path = "applicationHost.config";  ///< how the reports name the file
  engine::Selection selection = {};
  std::string today = today_utc();  ///< "YYYY-MM-DD"
  unsigned windows = 0;             ///< the year in Windows Server's name; 0: not known
};

/// From the JSON object that certlift.h describes. Errors: wrong_usage, also for a key that is not known.
Result<Request> read_request(std::string_view json);

/// What can be named: the rules; "all" and the risks; the versions of Windows Server.
std::vector<std::string> rule_ids();
std::vector<std::string> risk_ids();
std::vector<std::string> windows_versions();

/// What is wrong with a word that is none of the names: the closest is offered, or all if none is near.
std::string unknown(std::string_view thing, std::string_view word, const std::vector<std::string>& names);

}  // namespace certlift::library
