#pragma once

#include "iis/path_map.h"
#include "iis/section_index.h"

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace certlift::iis {

/// What web.config files say, as if it stood in location tags of the applicationHost.config. Made by
/// web_config_sections(). Points into the files.
struct WebConfigSections {
  /// Of the files' roots and of their location tags, by whole paths.
  std::deque<Location> locations;
  /// Those with inheritInChildApplications="false".
  std::unordered_set<const Location*> kept_from_applications;
  /// By the path of the section. At one path, what stands in a folder further up comes first.
  std::map<std::string, std::vector<StoredSection>, std::less<>> sections;
  /// The paths that they say something of, those of unread included, each once, by the site's key.
  std::map<std::string, std::vector<LocationPath>, std::less<>> paths_by_site;
  /// Paths whose file could not be read, or keeps a section in another file (configSource): what it says is
  /// not known, there and below.
  PathMap<bool> unread;
};

}  // namespace certlift::iis
