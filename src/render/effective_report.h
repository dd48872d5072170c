#pragma once

#include "base/result.h"
#include "iis/effective.h"
#include "render/colour.h"

#include <optional>
#include <string>
#include <vector>

namespace certlift::render {

/// The effective values at a path.
struct EffectiveReport {
  std::string host = {};
  int exit_code = 0;
  std::string file = {};  ///< as a person names it
  std::string path = {};  ///< the location path; empty: the server
  std::string kind = {};  ///< of the path: "site", "application"; empty: not known
  std::vector<iis::EffectiveSection> sections = {};
  std::vector<iis::SectionNotRead> not_read = {};  ///< besides what the sections say themselves
  std::optional<Error> error = {};
};

/// The sections with a marker in place of each secret (see mask.h): encrypted attributes as a whole.
std::vector<iis::EffectiveSection> masked(std::vector<iis::EffectiveSection> sections);

/// A value in one line, shortened; `""` if it is empty.
std::string shown_value(std::string value);

/// `add name="Partner Ltd" userName="..."`
std::string entry_words(const iis::EffectiveEntry& entry);

/// `FILE:LINE (LOCATION)`
std::string place_words(const EffectiveReport& report, const iis::Origin& origin);

/// What people read: for each section its attributes with `FILE:LINE` of where they come from. The error is
/// not part of it. Shows secrets as they are in the report.
std::string effective_text(const EffectiveReport& report, Colours colours);

/// The report as one JSON document, as docs/effective.schema.json describes it.
std::string effective_json(const EffectiveReport& report);

}  // namespace certlift::render
