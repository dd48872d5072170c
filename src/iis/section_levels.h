#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

/// Sections that IIS ignores without a word at some levels, as Microsoft's reference says. Certificate
/// mappings are another one, which is_read_at() knows.
namespace certlift::iis {

enum class ReadAt { server, site, server_and_site };

struct SectionLevels {
  std::string_view section;
  ReadAt levels;                                    ///< where IIS reads it
  std::array<std::string_view, 2> also_below = {};  ///< elements in it that IIS 10 reads further down, too
};

/// Sorted by section.
std::span<const SectionLevels> section_levels();

/// "the server level only"; what is read further down, too, in parentheses.
std::string where_read(const SectionLevels& row);

}  // namespace certlift::iis
