#include "certlift.h"

#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

/// Prints what is wrong with a configuration, and what it would become.
int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: as-a-library FILE\n";
    return 2;
  }
  std::ifstream file(argv[1], std::ios::binary);
  const certlift::engine::Search search{certlift::engine::registry()};
  const auto reading = certlift::engine::read({std::istreambuf_iterator<char>(file), {}}, argv[1], search);
  if (!reading) {
    std::cerr << reading.error().message << '\n';
    return 3;
  }
  const auto repair = certlift::engine::fix(*reading, search);
  if (!repair) {
    std::cerr << repair.error().message << '\n';
    return 3;
  }
  for (const auto& outcome : repair->outcomes)
    std::cout << outcome.finding->position.line << ": " << outcome.finding->rule
              << (outcome.applied ? ", can be fixed" : "") << '\n';
  std::cout << (repair->after == repair->before ? "nothing to do\n" : "another text\n");
}
