#pragma once

#include "base/result.h"
#include "engine/reading.h"
#include "text/edit.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>

/// The laws that every run is held against before a byte is written. A broken one is certlift's own fault:
/// Error law_broken, and nothing is written.
namespace certlift::engine {

/// The laws by their names, as messages have them.
namespace law {
inline constexpr std::string_view parses = "it parses";
inline constexpr std::string_view local = "it is local";
inline constexpr std::string_view meant = "it means what was declared";
inline constexpr std::string_view fixed = "it is fixed";
inline constexpr std::string_view rests = "it rests";
}  // namespace law

/// The error of a broken law.
std::unexpected<Error> broken(std::string_view law, const std::string& message);

/// "It parses, in the same encoding": the bytes that are to be written read as the text again.
Result<void> verify_bytes(const Reading& after);

/// "It is local": outside the edits no byte has changed, and the inverse edits give the original back.
Result<void> verify_local(std::string_view before, std::string_view after, const text::EditSet& edits);

/// "It means what was declared": every (location, section) says the same before and after, but for exactly
/// what the fixes declared, and the effective mappings at each site are the declared ones, no key twice.
Result<void> verify_meaning(const iis::HostConfig& before, const iis::HostConfig& after, const Fixes& made);

/// "It is fixed": nowhere does a section that the fixes change, or that inherits from one, have anything IIS
/// cannot read (unknown to the schema, a doubled key, stored twice) that was not there before. Holds whatever
/// rules were selected. Cost is linear in the sections of those names.
Result<void> verify_readable(const iis::HostConfig& before, const iis::HostConfig& after, const Fixes& made);

/// "It is fixed": no finding that a fix was made for is found again, and no error or warning has come that
/// was not there before; a comment for certlift may have become useless.
Result<void> verify_fixed(std::span<const SharedFinding> before, const Fixes& made,
                          std::span<const SharedFinding> after);

}  // namespace certlift::engine
