#include "engine/transform.h"
#include "iis/ignored_sections.h"

#include <string>
#include <string_view>
#include <vector>

namespace certlift::section_not_read {
namespace {

using engine::Finding;
using engine::Severity;

constexpr std::string_view explanation = R"(## What it finds

Sections in a location tag at whose level IIS ignores them, by Microsoft's reference:

- `webdav/globalSettings`, `globalModules`, `security/isapiCgiRestriction` and `rewrite/globalRules`, which IIS reads at the
  server level only,
- the attributes and the `scheme` elements of `httpCompression`, also at the server level only; its `dynamicTypes` and
  `staticTypes` are read further down, too, from IIS 10 on,
- `webdav/authoring` below a site, and `isapiFilters` below a site.

Elements that say nothing, or only lock or unlock, are left alone.

## Why it matters

IIS reads the file without an error, and what the section says never happens. With the mappings of client certificates it is
the same; they have a rule of their own, which can fix it.

## What the fix does

Nothing: it only reports. Move the settings to the level where IIS reads them, if they may hold for all sites there, or remove
them. To move them is to switch on what has not been in force so far: somebody has to want that.

## What it requires

Nothing.

## Sources

- Configuration reference, `<httpCompression>`: "Configuration at a site level or lower will be ignored"
- Configuration reference, `<authoring>` and `<globalSettings>` of WebDAV: elements at other levels are ignored
- Configuration reference, `<globalModules>`, `<isapiCgiRestriction>`: at the server level only; `<isapiFilters>`: at the server
  and the site level
- URL Rewrite Module configuration reference: global rules are defined at the server level only
)";

std::vector<Finding> find(const iis::HostConfig& config) {
  std::vector<Finding> findings;
  for (const auto& [row, stored] : iis::ignored_sections(config)) {
    const std::string message = "IIS reads <" + std::string(stored.element.name()) + "> at " +
                                iis::where_read(*row) + ", and ignores it at '" +
                                stored.location->path.text() +
                                "': move it if it may hold for all that is there, or remove it";
    findings.push_back(engine::finding_at(stored.element, stored.location->path, Severity::warning, message));
  }
  return findings;
}

}  // namespace

extern const engine::Transform transform;
const engine::Transform transform{.id = "section-not-read",
                                  .title = "a section is stored at a level where IIS ignores it",
                                  .explain = explanation,
                                  .risks = {},
                                  .find = find};

}  // namespace certlift::section_not_read
