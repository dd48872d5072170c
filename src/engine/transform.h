#pragma once

#include "engine/finding.h"
#include "iis/host_config.h"
#include "iis/web_configs.h"

#include <span>
#include <string_view>
#include <vector>

/// The contract between the engine and a transform.
namespace certlift::engine {

struct IgnoreComment;

/// Which files a rule is for.
enum class Files {
  host_config,
  all,  ///< also a web.config by itself, whose application is not known
};

/// A rule, and how to fix what it finds. A row, no base class, no state.
struct Transform {
  std::string_view id;                      ///< the name of its folder: names the fault, not the cure
  std::string_view title;                   ///< one line, for `certlift rules`
  std::string_view explain;                 ///< Markdown, for `certlift explain`
  std::span<const std::string_view> risks;  ///< every risk id its fixes may have, for `--accept`
  std::vector<Finding> (*find)(const iis::HostConfig&);
  Bearing bearing = Bearing::none;
  std::string_view hindrance = {};                  ///< with Bearing::in_the_way: what may fail, and for whom
  std::span<const std::string_view> refusals = {};  ///< every refusal code its findings may have
  Files files = Files::host_config;
  /// What it finds in a web.config file of a server whose applicationHost.config is known, and which it may
  /// not change; nullptr: it does not look.
  std::vector<Finding> (*find_in_web_config)(const iis::HostConfig&, const iis::WebConfigFile&) = nullptr;
  /// What it finds in the comments that ignore findings; nullptr: it does not look.
  std::vector<Finding> (*find_in_comments)(const iis::HostConfig&, std::span<const IgnoreComment>) = nullptr;
};

}  // namespace certlift::engine
