#pragma once

#include "iis/host_config.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

/// A site as a tree, for reports that show it. Plain values: they outlive the configuration.
namespace certlift::iis {

/// What the path does about client certificates, by its effective sslFlags.
enum class CertificateUse { not_requested, requested, required };

/// The certificate mappings that are stored at a path.
struct PicturedMappings {
  std::size_t count;
  std::size_t line;  ///< of the section
  bool is_read;      ///< by IIS: at the site and the server
};

struct PicturedPath {
  std::string path;   ///< "Shop/Partners"
  std::string label;  ///< "Shop", "/Partners"
  PathKind kind;
  std::size_t depth;  ///< below the site's own
  CertificateUse certificate;
  bool lets_anonymous_in;
  std::optional<PicturedMappings> mappings = {};
};

/// The site, and the paths of it that have to do with client certificates, each behind what it stands below.
struct SitePicture {
  std::string site;
  std::vector<std::string> bindings;  ///< "https *:443:"
  std::vector<PicturedPath> paths;
  std::size_t left_out = 0;  ///< applications that have nothing to do with them
};

/// Of a site that `<sites>` or a location path names.
SitePicture picture_of(const HostConfig& config, const LocationPath& site);

}  // namespace certlift::iis
