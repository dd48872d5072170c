#include "cli/max_size.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>
#include <istream>
#include <limits>
#include <vector>

namespace certlift::cli {

std::optional<std::uint64_t> read_size(std::string_view text) {
  constexpr std::string_view units = "KMGkmg";
  unsigned shift = 0;
  if (!text.empty() && units.contains(text.back())) {
    shift = 10 * static_cast<unsigned>(units.find(text.back()) % 3 + 1);
    text.remove_suffix(1);
  }
  std::uint64_t number = 0;
  const auto [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_number = trouble == std::errc() && end == text.data() + text.size();
  if (!is_number || number == 0 || number > std::numeric_limits<std::uint64_t>::max() >> shift)
    return std::nullopt;
  return number << shift;
}

void add_max_size(CLI::App& command, Options& options) {
  const auto set = [&options](const std::string& text) {
    const auto size = read_size(text);
    if (!size)
      throw CLI::ValidationError("--max-size",
                                 "expects a number of bytes (K, M or G may follow), not \"" + text + "\"");
    options.max_size = *size;
  };
  command
      .add_option_function<std::string>("--max-size", set,
                                        "files larger than this are not read (default: 1G)")
      ->option_text("BYTES")
      ->group(work_group);
}

std::optional<std::string> read_all(std::istream& in, std::uint64_t most) {
  constexpr std::size_t step = 65'536;
  std::string text;
  for (std::vector<char> part(step); in && text.size() <= most;) {
    in.read(part.data(), static_cast<std::streamsize>(step));
    text.append(part.data(), static_cast<std::size_t>(in.gcount()));
  }
  return text.size() > most ? std::nullopt : std::optional(std::move(text));
}

}  // namespace certlift::cli
