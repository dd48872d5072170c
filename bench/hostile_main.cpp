#include "bench/hostile.h"

#include <algorithm>
#include <charconv>
#include <iostream>
#include <string_view>

using certlift::bench::Hostile;

/// Without arguments it lists the names and sizes; with a name, and perhaps another size, it writes the
/// configuration.
int main(int argc, char** argv) {
  const auto all = certlift::bench::hostile_configurations();
  if (argc == 1) {
    for (const Hostile& one : all) std::cout << one.name << '\t' << one.size << '\t' << one.what << '\n';
    return 0;
  }
  const std::string_view size = argc == 3 ? argv[2] : "";
  const auto found = std::ranges::find(all, std::string_view(argv[1]), &Hostile::name);
  std::size_t count = found == all.end() ? 0 : found->size;
  if (argc == 3 && std::from_chars(size.data(), size.data() + size.size(), count).ec != std::errc()) argc = 4;
  if (argc > 3 || found == all.end()) {
    std::cerr << "usage: certlift_hostile [NAME [SIZE]] > FILE\n";
    return 2;
  }
  std::cout << found->make(count) << std::flush;
  return std::cout ? 0 : 3;
}
