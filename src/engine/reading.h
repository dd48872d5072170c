#pragma once

#include "base/result.h"
#include "engine/select.h"
#include "engine/transform.h"
#include "iis/host_config.h"
#include "text/encoding.h"
#include "xml/document.h"

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::engine {

struct Reading;

/// A web.config file, and the path whose folder holds it. One file can serve several paths.
struct ReadWebConfig {
  iis::LocationPath path;
  std::shared_ptr<const Reading> content;
};

/// The web.config files that count in an applicationHost.config.
struct WebConfigs {
  std::vector<ReadWebConfig> files = {};
  std::vector<iis::LocationPath> unread = {};  ///< paths whose file or folder could not be read
  std::vector<Error> errors = {};              ///< of files, one for each
};

/// Whether Finding::work is wanted of the fixes that may be made.
enum class Works { left_out, worked_out };

/// What a run looks for, and what is known besides the file.
struct Search {
  std::span<const Transform> transforms;
  Selection selection = {};
  iis::Surroundings surroundings = {};
  Works works = Works::left_out;
  /// Finds and reads the web.config files of a configuration; empty: they are not looked into.
  std::function<WebConfigs(const iis::HostConfig&)> read_web_configs = {};
  /// Marks the findings of a reading that were known before, as Finding::ignored; empty: none were.
  std::function<void(const Reading&, const NewFindings&)> recognise = {};
};

/// One state of a file, read once: its bytes, its text, what IIS sees in it, what the rules find in it. Stays
/// where it is, because its parts point to each other; all that need that state share it.
struct Reading {
  Reading(text::Encoding encoding, text::Bom bom, std::string utf16, xml::Document parsed,
          const iis::Surroundings& surroundings);

  std::string_view text() const { return document.text(); }
  /// As read, or as they are to be written.
  std::string_view bytes() const { return encoding == text::Encoding::utf8 ? document.bytes() : utf16; }

  text::Encoding encoding;
  text::Bom bom;
  std::string utf16;  ///< the bytes, where they are in UTF-16
  xml::Document document;
  iis::HostConfig config;
  std::shared_ptr<const WebConfigs> web_configs = {};  ///< nullptr: they were not looked into
  std::vector<SharedFinding> findings = {};            ///< sorted by place and rule, without duplicates
};
using SharedReading = std::shared_ptr<const Reading>;

/// Reads a file and finds what the selected rules for such a file find. A web.config is known by its name or
/// by what is in it; its findings have no fix, because certlift never changes one. Errors, with the path:
/// not_understood, if it is no text, no XML or no configuration.
Result<std::shared_ptr<Reading>> read(std::string bytes, const std::string& path, const Search& search);

/// The same of a text that is still to be written, in the encoding of the reading it came from, and with the
/// web.config files that were read for that.
Result<std::shared_ptr<Reading>> read_result(std::string text, const Reading& from, const Search& search);

/// Fixes, and what each declares.
using Fixes = std::map<std::shared_ptr<const Fix>, Declaration>;

/// Works out each fix that may be made (not of findings that are ignored), once, for all findings that share
/// it: all of them must allow it. They get its edits.
Fixes work_out(const NewFindings& findings, const Selection& selection);

/// A file as it is, whatever it is, and nothing looked for in it. Errors: as of read().
Result<std::shared_ptr<Reading>> open(std::string bytes, const std::string& path,
                                      const iis::Surroundings& surroundings);

/// What the selected rules find in a web.config file of `host`, by place and rule.
std::vector<SharedFinding> find_in_web_config(const iis::HostConfig& host, const ReadWebConfig& file,
                                              const Search& search);

}  // namespace certlift::engine
