#pragma once

#include "iis/binding.h"
#include "iis/host_config.h"
#include "pipeline/walk.h"

#include <optional>
#include <string>
#include <string_view>

namespace certlift::pipeline {

/// Where a request has arrived: what all stages look at.
struct Scene {
  const iis::HostConfig& config;
  const Request& request;
  const iis::Site* site = nullptr;           ///< nullptr: an excerpt without `<sites>`
  std::optional<iis::WebBinding> binding{};  ///< that took it; nothing in an excerpt
  iis::LocationPath path{};                  ///< of what was requested: "Shop/Partners/a.txt"

  bool is_https() const { return request.url.scheme == Scheme::https; }
};

/// An effective value at the scene's path, with the place it comes from.
struct Found {
  std::string_view value;
  Place place;
  Grade grade;  ///< assumed, if a web.config that was not read may say otherwise
};

/// Says aloud, where a web.config may say otherwise, that it is taken not to.
Found look_up(const Scene& scene, Walk& walk, std::string_view section_path, std::string_view attribute);

/// The same as a switch: false for what is neither true nor false.
bool is_on(const Found& found);

}  // namespace certlift::pipeline
