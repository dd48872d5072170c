#include "server/web_config_files.h"

#include "iis/schema.h"
#include "iis/sections.h"
#include "iis/web_config.h"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <optional>
#include <string_view>

namespace certlift::server {
namespace {

/// Which application pools read web.config files.
class Pools {
 public:
  explicit Pools(const iis::HostConfig& config) {
    for (const xml::Element host : config.document().root().children("system.applicationHost"))
      for (const xml::Element section : host.children("applicationPools")) {
        for (const xml::Element defaults : section.children("applicationPoolDefaults"))
          by_default_ = says(defaults).value_or(by_default_);
        for (const xml::Element pool : section.children("add"))
          if (const auto reads = says(pool))
            reads_.insert_or_assign(iis::upper_case(pool.value("name").value_or("")), *reads);
      }
  }

  bool read(std::string_view name) const {
    const auto found = reads_.find(iis::upper_case(name));
    return found == reads_.end() ? by_default_ : found->second;
  }

 private:
  static std::optional<bool> says(xml::Element pool) {
    return iis::read_bool(pool.value("enableConfigurationOverride").value_or(""));
  }

  bool by_default_ = true;
  std::map<std::string, bool> reads_;  ///< by name, in upper case
};

/// What the first of the elements that has the attribute says.
std::optional<std::string_view> value_of(std::initializer_list<xml::Element> elements,
                                         std::string_view attribute) {
  for (const xml::Element element : elements)
    if (element)
      if (const auto value = element.value(attribute)) return value;
  return std::nullopt;
}

bool reads_web_configs(const iis::Site& site, const iis::Application& application, const Pools& pools) {
  const auto pool = value_of({application.element, site.element.child("applicationDefaults"),
                              site.element.parent().child("applicationDefaults")},
                             "applicationPool");
  return pools.read(pool.value_or("DefaultAppPool"));
}

bool reads_subfolders(const iis::Site& site, const iis::Application& application,
                      const iis::VirtualDirectory& directory) {
  constexpr const char* defaults = "virtualDirectoryDefaults";
  const auto allowed = value_of({directory.element, application.element.child(defaults),
                                 site.element.child(defaults), site.element.parent().child(defaults)},
                                "allowSubDirConfig");
  return iis::read_bool(allowed.value_or("true")) != false;
}

std::size_t segments_of(const iis::LocationPath& path) {
  return 1 + static_cast<std::size_t>(std::ranges::count(path.key(), '/'));
}

}  // namespace

ContentFolders::ContentFolders(const iis::HostConfig& config, const std::vector<PathMapping>& mappings,
                               const Variables& variables) {
  const Pools pools(config);
  for (const iis::Site& site : config.sites())
    for (const iis::Application& application : site.applications)
      for (const iis::VirtualDirectory& directory : application.virtual_directories) {
        const bool counts = reads_web_configs(site, application, pools);
        iis::LocationPath path(iis::LocationPath(site.name + application.path + "/" + directory.path).text());
        std::string folder =
            local_path(directory.element.value("physicalPath").value_or(""), mappings, variables);
        roots_[path.key()] = {segments_of(path), folder,
                              counts && reads_subfolders(site, application, directory)};
        if (counts) named_.push_back({std::move(path), std::move(folder)});
      }
}

void ContentFolders::visit_down_to(const iis::LocationPath& path,
                                   const std::function<bool(const ContentFolder&)>& look) const {
  const Root* root = roots_.nearest(path.key());
  if (!root || !root->counts_below) return;
  const std::string& text = path.text();
  std::string folder = root->folder;
  std::size_t segment = 0;
  for (std::size_t begin = 0; begin < text.size(); ++segment) {
    const std::size_t end = std::min(text.find('/', begin), text.size());
    const std::string_view name = std::string_view(text).substr(begin, end - begin);
    if (name == "." || name == "..") return;
    if (segment >= root->segments) {
      folder = disk::join(folder, name);
      if (!look({iis::LocationPath(std::string_view(text).substr(0, end)), folder})) return;
    }
    begin = end + 1;
  }
}

Result<std::string> web_config_in(const disk::ReadableFiles& files, const std::string& folder) {
  const auto entries = files.list(folder);
  if (!entries) return std::unexpected(entries.error());
  const auto found = std::ranges::find_if(*entries, [](const disk::DirectoryEntry& entry) {
    return iis::same_name(entry.name, iis::web_config_name);
  });
  return found == entries->end() ? std::string() : disk::join(folder, found->name);
}

}  // namespace certlift::server
