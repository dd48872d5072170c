#include "logs/markup_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <optional>
#include <utility>

namespace certlift::logs {
namespace {

constexpr std::size_t buffer_size = 128UL * 1024UL;
constexpr std::size_t longest_tag = buffer_size / 2;
constexpr std::string_view blanks = " \t\r\n";

bool begins_name(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' ||
         static_cast<unsigned char>(byte) >= 0x80;
}

/// Where the tag at the front ends: behind its `>`, which may stand in quotes; npos: not in this text.
std::size_t end_of_tag(std::string_view text) {
  char quote = 0;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (quote != 0)
      quote = text[i] == quote ? '\0' : quote;
    else if (text[i] == '"' || text[i] == '\'')
      quote = text[i];
    else if (text[i] == '>')
      return i + 1;
  }
  return std::string_view::npos;
}

Token token_of(std::string_view tag) {
  Token token{.kind = tag[1] == '/' ? TokenKind::close : TokenKind::open};
  tag = tag.substr(token.kind == TokenKind::close ? 2 : 1);
  tag.remove_suffix(1);
  if (token.kind == TokenKind::open && tag.ends_with('/')) {
    token.is_empty = true;
    tag.remove_suffix(1);
  }
  const std::size_t end = std::min(tag.find_first_of(blanks), tag.size());
  token.name = tag.substr(0, end);
  token.attributes = tag.substr(end);
  if (const std::size_t colon = token.name.find(':'); colon != std::string_view::npos)
    token.name.remove_prefix(colon + 1);
  return token;
}

/// Where the value of the attribute stands.
std::optional<std::string_view> find_attribute(std::string_view attributes, std::string_view name) {
  while (!attributes.empty()) {
    attributes.remove_prefix(std::min(attributes.find_first_not_of(blanks), attributes.size()));
    const std::size_t equals = attributes.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    std::string_view found = attributes.substr(0, equals);
    while (!found.empty() && blanks.contains(found.back())) found.remove_suffix(1);
    attributes.remove_prefix(equals + 1);
    attributes.remove_prefix(std::min(attributes.find_first_not_of(blanks), attributes.size()));
    if (attributes.empty() || (attributes[0] != '"' && attributes[0] != '\'')) return std::nullopt;
    const std::size_t end = attributes.find(attributes[0], 1);
    if (end == std::string_view::npos) return std::nullopt;
    if (found == name) return attributes.substr(1, end - 1);
    attributes.remove_prefix(end + 1);
  }
  return std::nullopt;
}

void append_code_point(std::string& text, std::uint32_t code) {
  const auto add = [&](std::uint32_t byte) { text += static_cast<char>(byte); };
  if (code < 0x80) return add(code);
  if (code < 0x800) {
    add(0xC0U | code >> 6U);
  } else if (code < 0x10000) {
    add(0xE0U | code >> 12U);
    add(0x80U | (code >> 6U & 0x3FU));
  } else {
    add(0xF0U | code >> 18U);
    add(0x80U | (code >> 12U & 0x3FU));
    add(0x80U | (code >> 6U & 0x3FU));
  }
  add(0x80U | (code & 0x3FU));
}

/// What stands between `&` and `;`; false: it is no reference.
bool append_reference(std::string& text, std::string_view name) {
  constexpr std::array<std::pair<std::string_view, char>, 5> known{
      {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}};
  for (const auto& [word, byte] : known)
    if (name == word) {
      text += byte;
      return true;
    }
  if (!name.starts_with('#')) return false;
  name.remove_prefix(1);
  const bool is_hex = name.starts_with('x');
  if (is_hex) name.remove_prefix(1);
  std::uint32_t code = 0;
  const auto [end, trouble] = std::from_chars(name.data(), name.data() + name.size(), code, is_hex ? 16 : 10);
  const bool is_surrogate = code >= 0xD800 && code < 0xE000;
  if (trouble != std::errc() || end != name.data() + name.size() || code > 0x10FFFF || is_surrogate)
    return false;
  append_code_point(text, code);
  return true;
}

}  // namespace

MarkupReader::MarkupReader(ByteSource source) : source_(std::move(source)), buffer_(buffer_size) {}

/// Reads more behind what is there; false: there is no more.
Result<bool> MarkupReader::fill() {
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= std::exchange(begin_, 0);
  }
  const auto got = source_(std::span(buffer_).subspan(end_));
  if (!got) return std::unexpected(got.error());
  end_ += *got;
  return *got > 0;
}

/// Goes behind the next `end`; false: the text ends before.
Result<bool> MarkupReader::skip_past(std::string_view end) {
  for (;;) {
    if (const std::size_t at = rest().find(end); at != std::string_view::npos) {
      begin_ += at + end.size();
      return true;
    }
    begin_ += rest().size() - std::min(rest().size(), end.size() - 1);
    const auto more = fill();
    if (!more || !*more) return more;
  }
}

/// The size of the tag at the front; 0: it has no end, or is too long, and was passed over.
Result<std::size_t> MarkupReader::find_end_of_tag() {
  for (;;) {
    if (const std::size_t end = end_of_tag(rest()); end != std::string_view::npos) return end;
    if (rest().size() > longest_tag) break;
    const auto more = fill();
    if (!more) return std::unexpected(more.error());
    if (!*more) {
      begin_ = end_;
      return 0;
    }
  }
  const auto skipped = skip_past(">");
  return skipped ? Result<std::size_t>(0) : std::unexpected(skipped.error());
}

Result<Token> MarkupReader::read_text() {
  const std::size_t end = std::min(rest().find('<', 1), rest().size());
  const std::string_view text = rest().substr(0, end);
  begin_ += end;
  return Token{.kind = TokenKind::text, .text = text};
}

Result<Token> MarkupReader::next() {
  constexpr std::size_t longest_opener = 4;  // <!--
  for (;;) {
    while (rest().size() < longest_opener) {
      const auto more = fill();
      if (!more) return std::unexpected(more.error());
      if (!*more) break;
    }
    const std::string_view text = rest();
    if (text.empty()) return Token{};
    const char second = text.size() > 1 ? text[1] : '\0';
    const bool is_tag = text[0] == '<' && (begins_name(second) || second == '/');
    if (text[0] == '<' && (second == '?' || second == '!')) {
      const auto skipped = skip_past(second == '?' ? "?>" : text.starts_with("<!--") ? "-->" : ">");
      if (!skipped) return std::unexpected(skipped.error());
      if (!*skipped) begin_ = end_;
    } else if (is_tag) {
      const auto size = find_end_of_tag();
      if (!size) return std::unexpected(size.error());
      if (*size == 0) continue;
      const std::string_view tag = rest().substr(0, *size);
      begin_ += *size;
      return token_of(tag);
    } else {
      return read_text();
    }
  }
}

std::string_view attribute_value(std::string_view attributes, std::string_view name) {
  return find_attribute(attributes, name).value_or("");
}

bool has_attribute(std::string_view attributes, std::string_view name) {
  return find_attribute(attributes, name).has_value();
}

std::string without_references(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    const std::size_t at = std::min(text.find('&'), text.size());
    plain.append(text.substr(0, at));
    text.remove_prefix(at);
    if (text.empty()) break;
    const std::size_t end = text.substr(0, 12).find(';');
    if (end != std::string_view::npos && append_reference(plain, text.substr(1, end - 1))) {
      text.remove_prefix(end + 1);
    } else {
      plain += '&';
      text.remove_prefix(1);
    }
  }
  return plain;
}

}  // namespace certlift::logs
