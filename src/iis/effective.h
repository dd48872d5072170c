#pragma once

#include "iis/in_effect.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The effective values at a path, section by section. Plain values: they outlive the document. Other files
/// (web.config) are not read.
namespace certlift::iis {

/// The element that says something.
struct Origin {
  text::Position position;
  std::string location;  ///< the path of the location tag it stands in; empty at server level
};

/// An attribute's value.
struct Setting {
  std::string name;  ///< in an element inside the section: "extendedProtection/flags"
  std::string value;
  std::optional<Origin> origin = {};  ///< nothing: the schema's default
  bool encrypted = false;             ///< a secret
};

/// An entry of a collection, with the attributes that are written and the defaults that say something.
struct EffectiveEntry {  // NOLINT(misc-no-recursion): what is in `inner` holds no more
  std::string element;   ///< "add"; of inner ones the way to it: "rules/add"
  std::vector<Setting> settings;
  Origin origin;
  bool duplicate = false;                  ///< an entry before it has its key
  std::vector<EffectiveEntry> inner = {};  ///< what it holds, at any depth, in document order
};

struct EffectiveCollection {
  std::string name;                     ///< the element it stands in
  std::vector<EffectiveEntry> entries;  ///< in IIS's order
};

struct SectionContent {
  std::vector<Setting> settings;
  std::vector<EffectiveCollection> collections;
};

/// A section that is stored on the way to a path, but does not count there.
struct UnreadSection {
  WhyUnread why;
  Origin origin;
  SectionContent content;  ///< what it says itself
};

/// An effective value that IIS cannot read, so that it answers every request there with an error (500.19);
/// or of which that is not known.
struct EffectiveFault {
  std::string message;  ///< without the place; never with a secret
  Origin origin;
  ProblemKind kind = ProblemKind::fault;
};

struct EffectiveSection {
  std::string path;
  bool read = true;  ///< IIS reads the section at this path; if not, the content is what it uses instead
  SectionContent content = {};
  std::vector<EffectiveFault> faults = {};
  std::vector<UnreadSection> not_read = {};
};

/// A section of another kind that is stored at a path or above it, where IIS ignores it.
struct SectionNotRead {
  std::string path;
  std::string read_at;  ///< "the server level only"
  Origin origin;
};

/// Whether the section is one for authentication, authorization or access.
bool decides_on_access(std::string_view section_path);

/// The sections for authentication, authorization and access that the schema knows, as they are at `path`.
std::vector<EffectiveSection> effective_sections(const HostConfig& config, const LocationPath& path);

/// What ignored_sections() finds there.
std::vector<SectionNotRead> sections_not_read(const HostConfig& config, const LocationPath& path);

}  // namespace certlift::iis
