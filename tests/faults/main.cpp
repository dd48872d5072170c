#include "faults/run_main.h"

#include <exception>
#include <iostream>

int main(int argc, char** argv) {
  try {
    return certlift::faults::run_main({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    std::cerr << argv[0] << ": " << error.what() << "\n";
    return 1;
  }
}
