#include "render/mask.h"

#include "render/secrets.h"

namespace certlift::render {
namespace {

/// The marker on every line of the secret, and nothing but it.
void append_hidden(std::string& hidden, std::string_view secret, const std::string& marker) {
  hidden += marker;
  for (const char c : secret) {
    if (c != '\n' && c != '\r') continue;
    hidden += c;
    if (c == '\n') hidden += marker;
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

std::string Mask::hide_whole(std::string_view secret) {
  return secret.empty() ? std::string() : marker_of(secret);
}

std::string Mask::marker_of(std::string_view secret) {
  const std::size_t number = numbers_.emplace(secret, numbers_.size() + 1).first->second;
  return "*** (secret " + std::to_string(number) + ")";
}

}  // namespace certlift::render
