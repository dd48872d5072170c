#include "render/secrets.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>

namespace certlift::render {
namespace {

using text::Span;

constexpr auto npos = std::string_view::npos;

constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

/// Bytes that are looked for together, with one look at each byte of the text.
class Bytes {
 public:
  constexpr explicit Bytes(std::string_view bytes) {
    for (const char byte : bytes) holds_[static_cast<unsigned char>(byte)] = true;
  }

  constexpr bool hold(char byte) const { return holds_[static_cast<unsigned char>(byte)]; }
  /// Where one of them stands for the first time from `at` on, or the text's size.
  std::size_t find(std::string_view text, std::size_t at) const {
    while (at < text.size() && !hold(text[at])) ++at;
    return at;
  }
  /// Where something else stands.
  std::size_t skip(std::string_view text, std::size_t at) const {
    while (at < text.size() && hold(text[at])) ++at;
    return at;
  }

 private:
  std::array<bool, 256> holds_{};
};

constexpr Bytes blanks(" \t\r\n"), between_attributes(" \t\r\n/"), ends_of_name(" \t\r\n=<>/\"'"),
    ends_of_bare_value(" \t\r\n<>\"'");

/// What a secret's name ends with, in lower case.
constexpr std::array<std::string_view, 5> secret_names{"password", "sessionkey", "validationkey",
                                                       "decryptionkey", "connectionstring"};
constexpr Bytes begins_of_secret_names("pPsSvVdDcC"), ends_of_secret_names("dDyYgG");
static_assert(std::ranges::all_of(secret_names, [](std::string_view name) {
  return begins_of_secret_names.hold(name.front()) && ends_of_secret_names.hold(name.back());
}));

bool contains_secret_name(std::string_view text) {
  for (std::size_t at = 0; (at = begins_of_secret_names.find(text, at)) < text.size(); ++at)
    for (const std::string_view name : secret_names)
      if (same(text.substr(at, name.size()), name)) return true;
  return false;
}

constexpr std::string_view encrypted = "[enc:";

std::size_t find_encrypted(std::string_view text, std::size_t from) {
  for (std::size_t at = text.find('[', from); at != npos; at = text.find('[', at + 1))
    if (same(text.substr(at, encrypted.size()), encrypted)) return at;
  return npos;
}

bool is_name_character(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || std::isalnum(byte) != 0 || c == '_' || c == '-' || c == '.' || c == ':';
}

// --- loosely: wherever something like `password="..."` or `[enc:...]` stands ---

/// The name right before `offset`, blanks between the two aside.
std::string_view name_before(std::string_view text, std::size_t offset) {
  while (offset > 0 && blanks.hold(text[offset - 1])) --offset;
  std::size_t begin = offset;
  while (begin > 0 && is_name_character(text[begin - 1])) --begin;
  return text.substr(begin, offset - begin);
}

/// What delimits a value: a quote as it is or as an entity; empty if the value stands without.
std::string_view quote_at(std::string_view text, std::size_t offset) {
  for (const std::string_view quote : {"\"", "'", "&quot;", "&apos;", "&#34;", "&#39;"})
    if (text.substr(offset).starts_with(quote)) return text.substr(offset, quote.size());
  return {};
}

struct Value {
  Span span;       ///< without the quotes
  bool is_closed;  ///< by a quote
};

Value value_at(std::string_view text, std::size_t offset) {
  const std::size_t begin = blanks.skip(text, offset);
  const std::string_view quote = quote_at(text, begin);
  const std::size_t inside = begin + quote.size();
  const std::size_t end = quote.empty() ? ends_of_bare_value.find(text, begin) : text.find(quote, inside);
  return {{inside, std::min(end, text.size())}, !quote.empty() && end != npos};
}

void add_named_values(std::string_view text, std::size_t shift, std::vector<Span>& found) {
  for (std::size_t at = text.find('='); at != npos; at = text.find('=', at + 1)) {
    if (!names_secret(name_before(text, at))) continue;
    const Value value = value_at(text, at + 1);
    found.push_back({shift + value.span.begin, shift + value.span.end});
    // Its quotes may belong to something else, so what they hold is looked at again.
    if (!value.is_closed) at = std::max(at + 1, value.span.end) - 1;
  }
}

void add_encrypted(std::string_view text, std::size_t shift, std::vector<Span>& found) {
  for (std::size_t at = find_encrypted(text, 0); at != npos;) {
    const std::size_t end = std::min(text.find(']', at), text.size() - 1) + 1;
    found.push_back({shift + at, shift + end});
    at = find_encrypted(text, end);
  }
}

void add_loosely(std::string_view whole, Span region, std::vector<Span>& found) {
  add_named_values(region.of(whole), region.begin, found);
  add_encrypted(region.of(whole), region.begin, found);
}

// --- strictly: by the names of tags and attributes ---

struct Attribute {
  std::string_view name;
  Span value;
};

struct Tag {
  std::string_view name = {};
  std::vector<Attribute> attributes = {};
  std::size_t end = 0;  ///< right behind it
};

/// Reads the tag whose `<` stands before `at`. Of a broken one, as much as there is.
void read_tag(std::string_view text, std::size_t at, Tag& tag) {
  const auto name_from = [&](std::size_t from) {
    return text.substr(from, ends_of_name.find(text, from) - from);
  };
  tag.name = name_from(at);
  tag.attributes.clear();
  at += tag.name.size();
  while ((at = between_attributes.skip(text, at)) < text.size() && text[at] != '<' && text[at] != '>') {
    const std::string_view name = name_from(at);
    at = blanks.skip(text, at + name.size());
    if (at == text.size() || text[at] != '=') {
      if (name.empty()) ++at;
      continue;
    }
    at = blanks.skip(text, at + 1);
    if (at == text.size() || (text[at] != '"' && text[at] != '\'')) continue;
    const std::size_t close = std::min(text.find(text[at], at + 1), text.size());
    tag.attributes.push_back({name, {at + 1, close}});
    at = std::min(close + 1, text.size());
  }
  tag.end = at;
}

/// `name="DB_PASSWORD"` makes a secret of the `value` beside it.
bool names_secret_value(std::string_view text, const Tag& tag) {
  return std::ranges::any_of(tag.attributes, [&](const Attribute& attribute) {
    return (same(attribute.name, "name") || same(attribute.name, "key")) &&
           contains_secret_name(attribute.value.of(text));
  });
}

bool holds_secret(std::string_view value) {
  const std::size_t mark = std::min(value.find('='), value.find('['));
  if (mark == npos || value.find_first_not_of('=', mark) == npos) return false;  // as base64 ends
  std::vector<Span> found;
  add_loosely(value, {0, value.size()}, found);
  return !found.empty();
}

void add_attributes(std::string_view text, const Tag& tag, std::vector<Span>& found) {
  const bool hides_value = names_secret_value(text, tag);
  const bool hides_user = same(tag.name, "configurationRedirection");
  for (const Attribute& attribute : tag.attributes)
    if (names_secret(attribute.name) || holds_secret(attribute.value.of(text)) ||
        (hides_value && same(attribute.name, "value")) || (hides_user && same(attribute.name, "userName")))
      found.push_back(attribute.value);
}

/// What stands between two tags; all of it is a secret in `<password>...</password>`.
void add_text(std::string_view text, Span region, std::string_view element, std::vector<Span>& found) {
  add_loosely(text, region, found);
  if (!names_secret(element)) return;
  const std::size_t begin = std::min(blanks.skip(text, region.begin), region.end);
  std::size_t end = region.end;
  while (end > begin && blanks.hold(text[end - 1])) --end;
  if (begin < end) found.push_back({begin, end});
}

enum class Inside { document, comment };

/// A comment, CDATA section or instruction: what stands in it, and where it ends.
struct Enclosed {
  Span inner;
  std::size_t end;
};

Enclosed enclosed_at(std::string_view text, std::size_t at) {
  for (const auto& [open, close] :
       {std::pair<std::string_view, std::string_view>{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}}) {
    if (!text.substr(at).starts_with(open)) continue;
    const std::size_t inner = at + open.size();
    const std::size_t stop = std::min(text.find(close, inner), text.size());
    return {{inner, stop}, std::min(stop + close.size(), text.size())};
  }
  return {{at, at}, at};
}

/// Looks at all tags from `at` to the end. What comments and the like hold is put aside in `enclosed`.
void scan(std::string_view text, std::size_t at, Inside inside, std::vector<Span>& found,
          std::vector<Span>& enclosed) {
  Tag tag;
  std::string_view element;
  while (at < text.size()) {
    const std::size_t open = std::min(text.find('<', at), text.size());
    add_text(text, {at, open}, element, found);
    if (open == text.size()) return;
    // Not in comments: there each `<!--` that is never closed would be looked for to the end.
    const Enclosed part = inside == Inside::document ? enclosed_at(text, open) : Enclosed{{open, open}, open};
    if (part.end > open) {
      enclosed.push_back(part.inner);
      if (names_secret(element)) found.push_back(part.inner);
      at = part.end;
      continue;
    }
    read_tag(text, open + 1, tag);
    add_attributes(text, tag, found);
    element = tag.name;
    at = std::max(tag.end, open + 1);
    if (at < text.size() && text[at] == '>') ++at;
  }
}

std::vector<Span> united(std::vector<Span> spans) {
  std::erase_if(spans, [](Span span) { return span.empty(); });
  std::ranges::sort(spans, {}, &Span::begin);
  std::vector<Span> result;
  for (const Span span : spans) {
    if (result.empty() || result.back().end < span.begin)
      result.push_back(span);
    else
      result.back().end = std::max(result.back().end, span.end);
  }
  return result;
}

}  // namespace

bool names_secret(std::string_view name) {
  if (name.empty() || !ends_of_secret_names.hold(name.back())) return false;
  return std::ranges::any_of(secret_names, [&](std::string_view secret) {
    return name.size() >= secret.size() && same(name.substr(name.size() - secret.size()), secret);
  });
}

std::vector<Span> secrets_of(std::string_view text) {
  std::vector<Span> found, enclosed, none;
  scan(text, 0, Inside::document, found, enclosed);
  for (const Span region : enclosed) {
    add_loosely(text, region, found);
    scan(text.substr(0, region.end), region.begin, Inside::comment, found, none);
  }
  return united(std::move(found));
}

}  // namespace certlift::render
