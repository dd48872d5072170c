#pragma once

#include "engine/fix.h"
#include "property/generate.h"
#include "property/style.h"

#include <string>

/// How the properties run certlift.
namespace certlift::property {

inline const iis::Surroundings surroundings{.today = "2027-06-01"};

/// Through bytes and back, as the program does it. Fails the property if a law is broken.
engine::Repair fixed(const std::string& text, const engine::Selection& selection, const Style& style = {});

/// What it makes of the text.
inline std::string text_after(const engine::Repair& repair) {
  return std::string(repair.after->text());
}

engine::Selection lift_only(const Consent& accept);

}  // namespace certlift::property
