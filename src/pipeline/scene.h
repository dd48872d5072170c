#pragma once

#include "iis/binding.h"
#include "iis/host_config.h"
#include "iis/site_mappings.h"
#include "pipeline/section_faults.h"
#include "pipeline/walk.h"

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace certlift::pipeline {

/// An effective value at the scene's path, with the place it comes from.
struct Found {
  std::string_view value;
  Place place;
  Grade grade;  ///< assumed, if a web.config that was not read may say otherwise
};

struct LoadedModules;

/// What the configuration says at one path, looked up once for all requests to it.
struct PathFacts {
  struct Value {
    std::string_view section_path;
    std::string_view attribute;
    Found found;
  };
  std::deque<Value> values = {};
  std::map<std::string_view, std::optional<SectionFault>> faults = {};  ///< by the path of the section
  std::optional<iis::SiteMappings> mappings = {};
  LoadedModules* modules = nullptr;  ///< kept with the configuration
};

/// Where a request has arrived: what all stages look at.
struct Scene {
  const iis::HostConfig& config;
  const Request& request;
  const iis::Site* site;                          ///< nullptr: an excerpt without `<sites>`
  const std::optional<iis::WebBinding>& binding;  ///< that took it; nothing in an excerpt
  const iis::LocationPath& path;                  ///< of what was requested: "Shop/Partners/a.txt"
  PathFacts& facts;

  bool is_https() const { return request.url.scheme == Scheme::https; }
};

/// Says aloud, where a web.config may say otherwise, that it is taken not to.
const Found& look_up(const Scene& scene, Walk& walk, std::string_view section_path,
                     std::string_view attribute);

/// The first fault of a section that counts at the scene's path.
const std::optional<SectionFault>& look_up_fault(const Scene& scene, std::string_view section_path);

/// What is mapped at the scene's site.
const iis::SiteMappings& look_up_mappings(const Scene& scene);

/// The same as a switch: false for what is neither true nor false.
bool is_on(const Found& found);

}  // namespace certlift::pipeline
