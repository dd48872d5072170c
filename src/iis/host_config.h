#pragma once

#include "iis/location.h"
#include "iis/path_map.h"
#include "iis/section_index.h"
#include "iis/sections.h"
#include "iis/surroundings.h"
#include "iis/web_config_sections.h"
#include "xml/document.h"

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <typeindex>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace certlift::iis {

struct VirtualDirectory {
  std::string path;  ///< as written, begins with "/"
  xml::Element element;
};

struct Application {
  std::string path;  ///< as written, begins with "/"
  std::vector<VirtualDirectory> virtual_directories;
  xml::Element element;
};

struct Site {
  std::string name;  ///< as `<sites>` spells it
  std::vector<Application> applications;
  xml::Element element;
};

/// What kind of thing a location path names, by `<sites>`; `path` if there are none to tell.
enum class PathKind { server, site, application, virtual_directory, directory_or_file, path, unknown_site };
std::string_view name_of(PathKind kind);

/// The places where one section is stored.
using StoredSections = PathMap<std::vector<StoredSection>>;

/// What the last one of a path's stored sections says of an attribute.
struct OwnValue {
  std::string_view value;
  StoredSection stored;
};

/// What IIS sees in an applicationHost.config: sites, applications and which section is stored where.
/// Holds handles into the document, which must outlive it. Moves, but does not copy. What is needed again
/// and again is kept from the first time on, so one thread may use it at a time.
class HostConfig {
 public:
  /// Any well-formed document can be read; one that is no configuration has no sites and no locations.
  explicit HostConfig(const xml::Document& document, Surroundings surroundings = {});
  HostConfig(HostConfig&&) noexcept = default;
  HostConfig& operator=(HostConfig&&) noexcept = default;

  const xml::Document& document() const { return *document_; }
  /// What IIS allows in the sections certlift reads.
  const Schema& schema() const { return *surroundings_.schema; }
  const std::string& today() const { return surroundings_.today; }
  unsigned windows() const { return surroundings_.windows; }
  FileRole role() const { return surroundings_.role; }
  Certificate read_certificate(std::string_view text) const { return surroundings_.read_certificate(text); }

  /// Whether the file has a `<sites>` section: an excerpt without one has the sites its location paths name.
  bool has_sites() const { return has_sites_; }
  std::span<const Site> sites() const { return sites_; }
  /// The site of that name (case aside), or nullptr.
  const Site* site(std::string_view name) const;

  /// The server level first (one entry for the root, one for each `<location>` with path "" or "."), then
  /// every other `<location>` in document order.
  std::span<const Location> locations() const { return locations_; }
  /// The locations of one path key (several tags may name one path), in document order.
  std::span<const Location* const> locations_at(std::string_view path_key) const;
  /// The locations of the site itself and of all paths below it, in document order.
  std::span<const Location* const> locations_of_site(std::string_view site_key) const;
  /// The paths of these, each once.
  std::span<const LocationPath* const> paths_of_site(std::string_view site_key) const;
  /// Whether its tag says inheritInChildApplications="false".
  bool is_kept_from_applications(const Location& location) const;
  /// `<location>` elements inside other `<location>` elements: IIS knows no such thing.
  std::span<const xml::Element> nested_locations() const { return nested_; }

  /// Every place where a section is stored, in all copies of the wrappers, in the order of locations().
  std::span<const StoredSection> sections(std::string_view section_path) const;
  /// Of these the ones in one of locations().
  std::span<const StoredSection> stored_in(std::string_view section_path, const Location& location) const;
  /// The same by path: in all tags of it.
  const StoredSections& stored(std::string_view section_path) const;
  std::span<const StoredSection> stored_at(std::string_view section_path, std::string_view path_key) const;

  /// Takes the web.config files into account in what follows. Before anything else is asked.
  void look_into(std::shared_ptr<const WebConfigSections> web_configs);
  /// Whether it is known what web.config files say of the path.
  bool knows_web_configs(const LocationPath& path) const;
  /// What the web.config files say; nullptr if they were not looked into.
  const WebConfigSections* web_configs() const { return web_configs_.get(); }
  /// What the sections say of an attribute, by path; what web.config files say of one counts before that.
  const PathMap<OwnValue>& own_values(std::string_view section_path, std::string_view attribute) const;

  /// What callers make of this configuration and want to keep with it, so that it is made once: empty the
  /// first time. It must not point to the configuration, which may move, but may point to its locations.
  template <class Reading>
  Reading& reading() const {
    std::shared_ptr<void>& kept = readings_[typeid(Reading)];
    if (!kept) kept = std::make_shared<Reading>();
    return *static_cast<Reading*>(kept.get());
  }

  PathKind kind_of(const LocationPath& path) const;
  /// How many applications below the site begin on the way to `path` or at it. Without `<sites>` none is
  /// known.
  std::size_t applications_on_the_way(const LocationPath& path) const;

 private:
  void read_sites(xml::Element configuration);
  void name_paths(const Site& site);
  void read_locations(xml::Element configuration);

  const xml::Document* document_;
  Surroundings surroundings_;
  bool has_sites_ = false;
  std::vector<Site> sites_;
  std::unordered_map<std::string, std::size_t> sites_by_key_;
  PathMap<PathKind> kinds_;  ///< of applications and virtual directories below a site
  std::vector<Location> locations_;
  /// By keys of locations_.
  std::unordered_map<std::string_view, std::vector<const Location*>> by_path_;
  std::unordered_map<std::string_view, std::vector<const Location*>> by_site_;
  std::unordered_map<std::string_view, std::vector<const LocationPath*>> paths_by_site_;
  std::unordered_set<const Location*> kept_from_applications_;
  std::vector<xml::Element> nested_;
  mutable std::vector<SectionIndex> indexes_;  ///< the first one of all sections that certlift reads
  mutable std::map<std::string, StoredSections, std::less<>> stored_;
  std::shared_ptr<const WebConfigSections> web_configs_;
  mutable std::unordered_map<std::type_index, std::shared_ptr<void>> readings_;
  mutable std::map<std::string, std::map<std::string, PathMap<OwnValue>, std::less<>>, std::less<>>
      own_values_;  ///< by section and attribute
};

}  // namespace certlift::iis
