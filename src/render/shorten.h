#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// Long values, shortened for people to read.
namespace certlift::render {

/// A value that is longer than 60 bytes ends in "..." instead, cut between characters.
std::string shortened(std::string_view value);

/// A path in so many columns: with "..." for what stands in front of the file's name, but for the beginning.
/// The name stays whole, whatever it takes.
std::string shortened_path(std::string_view path, std::size_t columns);

/// A line of XML with the values of `certificate` attributes shortened; one may go on in the next line.
std::string with_short_certificates(std::string_view line);

}  // namespace certlift::render
