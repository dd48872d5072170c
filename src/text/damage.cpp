#include "text/damage.h"

#include <algorithm>
#include <array>

namespace certlift::text {
namespace {

constexpr std::string_view white_space = " \t\r\n";

/// `small`: in small letters.
bool begins_in_any_case(std::string_view text, std::string_view small) {
  return text.size() >= small.size() &&
         std::ranges::equal(text.substr(0, small.size()), small, {}, [](char c) {
           return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
         });
}

/// The text behind white space, comments and instructions.
std::string_view from_first_tag(std::string_view text) {
  constexpr std::array<std::array<std::string_view, 2>, 2> passed_over{{{"<!--", "-->"}, {"<?", "?>"}}};
  for (;;) {
    text.remove_prefix(std::min(text.find_first_not_of(white_space), text.size()));
    const auto found =
        std::ranges::find_if(passed_over, [&](const auto& it) { return text.starts_with(it[0]); });
    if (found == passed_over.end()) return text;
    const std::size_t end = text.find((*found)[1], (*found)[0].size());
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + (*found)[1].size());
  }
}

std::size_t line_begin(std::string_view text, std::size_t at) {
  while (at > 0 && text[at - 1] != '\n' && text[at - 1] != '\r') --at;
  return at;
}

/// Whether a line that begins at `at` is that mark of a merge conflict: it stands alone, or a name follows
/// it.
bool is_mark(std::string_view text, std::size_t at, std::string_view mark) {
  const std::string_view line = text.substr(at);
  return line.starts_with(mark) && (line.size() == mark.size() || white_space.contains(line[mark.size()]));
}

/// The first line, up to `last`, that begins one.
std::optional<std::size_t> conflict_before(std::string_view text, std::size_t last) {
  constexpr std::string_view mark = "<<<<<<<";
  for (std::size_t at = text.find(mark); at <= last; at = text.find(mark, at + mark.size())) {
    if (line_begin(text, at) == at && is_mark(text, at, mark)) return at;
  }
  return std::nullopt;
}

std::optional<std::size_t> conflict_behind(std::string_view text, std::size_t fault) {
  if (const auto before = conflict_before(text, fault)) return before;
  const std::size_t line = line_begin(text, std::min(fault, text.size()));
  constexpr std::array<std::string_view, 2> marks{"=======", ">>>>>>>"};
  const bool is_one = std::ranges::any_of(marks, [&](auto mark) { return is_mark(text, line, mark); });
  return is_one ? std::optional(line) : std::nullopt;
}

}  // namespace

bool looks_like_html(std::string_view text) {
  constexpr std::array<std::string_view, 2> starts{"<!doctype html", "<html"};
  const std::string_view rest = from_first_tag(text);
  return std::ranges::any_of(starts, [&](std::string_view start) {
    return begins_in_any_case(rest, start) &&
           (rest.size() == start.size() || std::string_view(" \t\r\n>[/").contains(rest[start.size()]));
  });
}

std::optional<Damage> damage_behind(std::string_view text, std::size_t fault) {
  if (looks_like_html(text)) return Damage{0, std::string(is_html)};
  if (const auto mark = conflict_behind(text, fault)) {
    return Damage{*mark,
                  "this line marks an unresolved merge conflict: up to the line '>>>>>>>' the file holds two "
                  "versions of one passage. Keep one of them, and remove the lines '<<<<<<<', '=======' and "
                  "'>>>>>>>'"};
  }
  if (fault < text.size() && text[fault] == '\0') {
    return Damage{fault, "zero bytes stand here, as a crash or a power failure can leave them: " +
                             std::string(newest_copy)};
  }
  return std::nullopt;
}

}  // namespace certlift::text
