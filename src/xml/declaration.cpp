#include "xml/characters.h"
#include "xml/cursor.h"
#include "xml/names.h"

#include <algorithm>
#include <array>
#include <string>

namespace certlift::xml {
namespace {

struct Part {
  std::string_view value;
  std::size_t begin = 0;  ///< of the value
};

std::string lower_case(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), [](char byte) {
    return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
  });
  return result;
}

bool fail_part(Cursor& cursor, std::string_view name) {
  if (cursor.at_end()) return cursor.fail_cut("the XML declaration", 0);
  return cursor.fail(cursor.at(), "in the XML declaration, '" + std::string(name) +
                                      "' must be followed by '=' and a value in quotes");
}

/// Reads `name="value"`; `part` is left as it is if the name is another one.
bool read_part(Cursor& cursor, std::string_view name, Part& part) {
  if (!cursor.take(name)) return true;
  cursor.take_white();
  if (!cursor.take("=")) return fail_part(cursor, name);
  cursor.take_white();
  const char quote = cursor.peek();
  if (quote != '"' && quote != '\'') return fail_part(cursor, name);
  const std::size_t begin = cursor.at() + 1;
  cursor.move_to(begin);
  if (!cursor.take_until(std::string_view(&quote, 1))) return cursor.fail_cut("the XML declaration", 0);
  part = {cursor.text().substr(begin, cursor.at() - begin - 1), begin};
  return true;
}

bool is_encoding_name(std::string_view name) {
  return !name.empty() && is_a(name.front(), name_start_byte) &&
         std::ranges::all_of(name, [](char byte) { return is_a(byte, name_byte) && byte != ':'; });
}

/// Encodings in which ASCII characters are the bytes they are in UTF-8.
bool is_ascii_superset(std::string_view name) {
  constexpr std::array<std::string_view, 3> exact{"us-ascii", "ascii", "latin1"};
  constexpr std::array<std::string_view, 3> families{"iso-8859-", "windows-12", "cp12"};
  return std::ranges::find(exact, name) != exact.end() ||
         std::ranges::any_of(families, [&](std::string_view family) { return name.starts_with(family); });
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
}

bool check_encoding(Cursor& cursor, Part part) {
  if (!is_encoding_name(part.value)) {
    return cursor.fail(part.begin, "the 'encoding' in the XML declaration is no name of an encoding");
  }
  const std::string name = lower_case(part.value);
  if (name == "utf-8" || name == "utf-16") return true;
  if (!is_ascii_superset(name)) {
    return cursor.fail(part.begin, "the file says it is in '" + shown(part.value) +
                                       "', which certlift cannot read; save it as UTF-8 and say so");
  }
  if (is_ascii(cursor.text())) return true;
  return cursor.fail(part.begin, "the file says it is in '" + shown(part.value) +
                                     "' but is in UTF-8; correct the 'encoding' in the XML declaration");
}

bool ends_in_name(const Cursor& cursor) {
  return name_end(cursor.text(), cursor.at()) == cursor.text().size();
}

bool check_version(Cursor& cursor, Part part) {
  if (part.begin == 0 && ends_in_name(cursor)) return cursor.fail_cut("the XML declaration", 0);
  if (part.begin == 0) return cursor.fail(cursor.at(), "the XML declaration must begin with version=\"1.0\"");
  if (part.value == "1.0") return true;
  return cursor.fail(part.begin, "the file is not XML 1.0, the only version IIS and certlift read");
}

bool check_standalone(Cursor& cursor, Part part) {
  if (part.value == "yes" || part.value == "no") return true;
  return cursor.fail(part.begin, "'standalone' in the XML declaration must be 'yes' or 'no'");
}

bool fail_end(Cursor& cursor) {
  if (cursor.ends_within("?>") || ends_in_name(cursor)) return cursor.fail_cut("the XML declaration", 0);
  return cursor.fail(cursor.at(),
                     "the XML declaration holds more than version, encoding and standalone, in this order");
}

}  // namespace

bool read_declaration(Cursor& cursor) {
  Part version;
  Part encoding;
  Part standalone;
  cursor.take("<?xml");
  if (cursor.take_white() && !read_part(cursor, "version", version)) return false;
  if (!check_version(cursor, version)) return false;
  bool apart = cursor.take_white();
  if (apart && !read_part(cursor, "encoding", encoding)) return false;
  if (encoding.begin != 0) {
    if (!check_encoding(cursor, encoding)) return false;
    apart = cursor.take_white();
  }
  if (apart && !read_part(cursor, "standalone", standalone)) return false;
  if (standalone.begin != 0) {
    if (!check_standalone(cursor, standalone)) return false;
    cursor.take_white();
  }
  return cursor.take("?>") || fail_end(cursor);
}

}  // namespace certlift::xml
