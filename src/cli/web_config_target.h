#pragma once

#include "cli/options.h"

#include <string>
#include <string_view>
#include <vector>

/// A target that is no applicationHost.config but an application's web.config. certlift never changes one.
namespace certlift::cli {

/// By its name, or by what is in it.
bool is_web_config(const std::string& path, const std::string& text);

/// What is wrong with its certificate mappings; which application it belongs to is not known. Nothing in it
/// has a fix. Errors: not_understood.
Result<std::vector<engine::Finding>> check_web_config(const Invocation& invocation, const std::string& text,
                                                      const std::string& path);

}  // namespace certlift::cli
