#include "cli/choice.h"

#include "library/request.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <utility>

namespace certlift::cli {
namespace {

/// The check's name, and its description the choices: CLI11 keeps nothing else of it.
constexpr const char* choice_check = "choice";

CLI::Validator choice(std::function<std::string(std::string&)> check, const std::vector<std::string>& names) {
  return {std::move(check), CLI::detail::join(names, " "), choice_check};
}

}  // namespace

CLI::Validator one_of(std::string thing, std::vector<std::string> names) {
  const auto check = [thing = std::move(thing), names](const std::string& word) {
    if (std::ranges::find(names, word) != names.end()) return std::string();
    return library::unknown(thing, word, names);
  };
  return choice(check, names);
}

CLI::Validator suggestions(const std::vector<std::string>& names) {
  return choice([](std::string& /*word*/) { return std::string(); }, names);
}

std::vector<std::string> choices_of(CLI::Option& option) {
  try {
    return CLI::detail::split(option.get_validator(choice_check)->get_description(), ' ');
  } catch (const CLI::OptionNotFound&) {
    return {};
  }
}

}  // namespace certlift::cli
