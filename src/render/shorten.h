#pragma once

#include <string>
#include <string_view>

/// Long values, shortened for people to read.
namespace certlift::render {

/// A value that is longer than 60 bytes ends in "..." instead, cut between characters.
std::string shortened(std::string_view value);

/// A line of XML with the values of `certificate` attributes shortened; one may go on in the next line.
std::string with_short_certificates(std::string_view line);

}  // namespace certlift::render
