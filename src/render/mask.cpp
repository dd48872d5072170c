#include "render/mask.h"

#include "render/secrets.h"

#include <algorithm>

namespace certlift::render {
namespace {

/// The marker on every line that something of the secret stands on, and nothing but it.
void append_hidden(std::string& hidden, std::string_view secret, const std::string& marker) {
  bool begins_line = true;
  for (const char c : secret) {
    if (begins_line) hidden += marker;
    begins_line = c == '\n';
    if (c == '\n' || c == '\r') hidden += c;
  }
}

}  // namespace

std::string Mask::hide(std::string_view text) {
  std::string hidden;
  hidden.reserve(text.size());
  std::size_t from = 0;
  for (const text::Span span : secrets_of(text)) {
    hidden += text.substr(from, span.begin - from);
    append_hidden(hidden, span.of(text), marker_of(span.of(text)));
    from = span.end;
  }
  return hidden += text.substr(from);
}

std::string Mask::hide_in_line(std::string_view text, text::Span line, std::span<const text::Span> secrets) {
  std::string hidden;
  std::size_t from = line.begin;
  auto secret = std::ranges::upper_bound(secrets, line.begin, {}, &text::Span::end);
  for (; secret != secrets.end() && secret->begin < line.end; ++secret) {
    const text::Span part{std::max(secret->begin, line.begin), std::min(secret->end, line.end)};
    hidden += text.substr(from, part.begin - from);
    append_hidden(hidden, part.of(text), marker_of(secret->of(text)));
    from = part.end;
  }
  return hidden += text.substr(from, line.end - from);
}

std::string Mask::hide_whole(std::string_view secret) {
  return secret.empty() ? std::string() : marker_of(secret);
}

std::string Mask::marker_of(std::string_view secret) {
  const std::size_t number = numbers_.emplace(secret, numbers_.size() + 1).first->second;
  return "*** (secret " + std::to_string(number) + ")";
}

}  // namespace certlift::render
