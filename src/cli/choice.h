#pragma once

#include <string>
#include <vector>

namespace CLI {
class Option;
class Validator;
}  // namespace CLI

namespace certlift::cli {

/// For Option::check(): refuses what is not among the names, and offers the closest, or all if none is near.
/// No name has a blank.
CLI::Validator one_of(std::string thing, std::vector<std::string> names);

/// The same names, but anything else is taken too.
CLI::Validator suggestions(const std::vector<std::string>& names);

/// The names that one of these has given the option; none: it has neither.
std::vector<std::string> choices_of(CLI::Option& option);

}  // namespace certlift::cli
