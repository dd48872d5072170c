#include "bench/generate.h"

#include <charconv>
#include <cstdint>
#include <iostream>
#include <optional>
#include <span>
#include <string_view>

namespace {

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

int usage() {
  std::cerr << "usage: certlift_generate SITES [--seed N] > FILE\n";
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  const std::span<char*> arguments(argv, static_cast<std::size_t>(argc));
  const bool seeded = argc == 4 && std::string_view(arguments[2]) == "--seed";
  if (argc != 2 && !seeded) return usage();
  const auto sites = number(arguments[1]);
  const auto seed = seeded ? number(arguments[3]) : std::optional<std::uint64_t>(1);
  if (!sites || !seed) return usage();
  std::cout << certlift::bench::generate(*sites, *seed) << std::flush;
  return std::cout ? 0 : 3;
}
