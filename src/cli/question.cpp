#include "cli/question.h"

#include "render/wrap.h"

#include <algorithm>
#include <cctype>
#include <istream>
#include <ostream>

namespace certlift::cli {
namespace {

std::string letters_of(std::span<const Answer> answers) {
  std::string letters;
  for (const Answer& answer : answers) (letters += answer.letter) += ',';
  return letters + '?';
}

std::string meanings_of(std::span<const Answer> answers) {
  std::string text;
  for (const Answer& answer : answers)
    text += std::string("    ") + answer.letter + "  " + answer.meaning + "\n";
  return text;
}

}  // namespace

bool can_ask(const World& world) {
  return world.in_is_terminal && world.err_columns != 0;
}

std::optional<char> ask(const World& world, const std::string& question, std::span<const Answer> answers) {
  while (true) {
    world.out.flush();
    world.err << question << " [" << letters_of(answers) << "] " << std::flush;
    std::string line;
    if (!std::getline(world.in, line)) {
      world.err << '\n';
      return std::nullopt;
    }
    const std::size_t first = std::min(line.find_first_not_of(" \t"), line.size());
    const char letter =
        first == line.size() ? '?' : static_cast<char>(std::tolower(static_cast<unsigned char>(line[first])));
    if (std::ranges::find(answers, letter, &Answer::letter) != answers.end()) return letter;
    world.err << render::wrapped(meanings_of(answers), world.err_columns);
  }
}

}  // namespace certlift::cli
