#pragma once

#include "iis/host_config.h"

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

/// The effective values at a path, as IIS inherits them. The one answer that rules, risks and reports go by.
/// What web.config files say counts where the configuration was told of them (HostConfig::look_into).
namespace certlift::iis {

/// Whether IIS reads the section where it is stored at `path`: certificate mappings at server and site only.
bool is_read_at(std::string_view section_path, const LocationPath& path);

enum class WhyUnread {
  below_site,     ///< IIS reads this section at server and site level only
  not_inherited,  ///< its tag says inheritInChildApplications="false", and the path is in such an application
};

/// Why a section that is stored at `path` or above it does not count there; nothing if it does. Certificate
/// mappings are read at the site's own path, whatever the request's.
std::optional<WhyUnread> why_unread(const HostConfig& config, const StoredSection& stored,
                                    std::string_view section_path, const LocationPath& path);

/// Whether a section that is stored at `path` or above it surely counts there, or surely does not. Not known
/// of a tag that is kept from applications, if there is no `<sites>` to tell which paths are some.
bool is_certain(const HostConfig& config, const StoredSection& stored, const LocationPath& path);

/// The sections that count at `path`, from the server down.
std::vector<StoredSection> sections_in_effect(const HostConfig& config, const LocationPath& path,
                                              std::string_view section_path);

/// The schema's default of an attribute. The schema, or else the built-in one, must know it.
std::string_view default_value(const Schema& schema, std::string_view section_path,
                               std::string_view attribute);

/// An attribute's effective value, and where it comes from. Points into the document or the schema.
struct EffectiveValue {
  std::string_view value;
  xml::Element origin;  ///< none: the schema's default
};

/// The deepest value that counts at `path`, else the schema's default.
EffectiveValue effective_value(const HostConfig& config, const LocationPath& path,
                               std::string_view section_path, std::string_view attribute);

/// The pessimistic reading, for what must not be missed: a tag that is kept from applications may count below
/// its own path, and may not. The deepest of the values that are effective then for which `holds`.
std::optional<EffectiveValue> possible_value(const HostConfig& config, const LocationPath& path,
                                             std::string_view section_path, std::string_view attribute,
                                             const std::function<bool(std::string_view)>& holds);

}  // namespace certlift::iis
