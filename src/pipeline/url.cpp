#include "pipeline/url.h"

#include "iis/location.h"
#include "text/encoding.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdint>
#include <optional>
#include <ranges>
#include <vector>

namespace certlift::pipeline {
namespace {

/// What HTTP.sys takes of a request line and its headers together, unless MaxRequestBytes says otherwise
/// (Microsoft, "Http.sys registry settings for Windows").
constexpr std::size_t longest_url = 16384;

std::unexpected<Error> bad_url(std::string message) {
  return std::unexpected(Error{ErrorCode::wrong_usage, "--url: " + std::move(message)});
}

Result<unsigned> read_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port == 0)
    return bad_url("the port must be a number from 1 to 65535");
  return port;
}

bool is_ipv4(std::string_view host) {
  return std::ranges::count(host, '.') == 3 &&
         host.find_first_not_of("0123456789.") == std::string_view::npos;
}

/// Host and port, from what stands between `//` and the path.
Result<void> read_authority(std::string_view authority, Url& url) {
  if (authority.contains('@'))
    return bad_url("leave out the user name and password in front of @; certlift sends nothing to anybody");
  std::string_view port;
  if (authority.starts_with('[')) {
    const std::size_t end = authority.find(']');
    if (end == std::string_view::npos) return bad_url("an IPv6 address ends with ]");
    url.host = authority.substr(1, end - 1);
    if (url.host.empty() || url.host.find_first_not_of("0123456789abcdefABCDEF:.") != std::string::npos)
      return bad_url("what stands between [ and ] is no IPv6 address");
    url.is_address = true;
    port = authority.substr(end + 1);
    if (!port.empty() && !port.starts_with(':')) return bad_url("behind ] a port or the path is expected");
  } else {
    const std::size_t colon = std::min(authority.find(':'), authority.size());
    url.host = authority.substr(0, colon);
    url.is_address = is_ipv4(url.host);
    port = authority.substr(colon);
  }
  if (url.host.empty()) return bad_url("names no host, as in https://shop.example/Partners");
  if (std::ranges::any_of(url.host, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }))
    return bad_url("write the host in punycode (xn--...), as clients send it");
  if (std::ranges::any_of(url.host, [](char c) { return c <= ' ' || c == '\\' || c == '%' || c == '\x7F'; }))
    return bad_url("the host holds a character that no host name has");
  if (port.size() <= 1) return {};
  const auto number = read_port(port.substr(1));
  if (!number) return std::unexpected(number.error());
  url.port = *number;
  return {};
}

/// The path with %XX decoded.
Result<std::string> decoded(std::string_view path) {
  std::string text;
  for (std::size_t at = 0; at < path.size(); ++at) {
    if (path[at] != '%') {
      text += path[at];
      continue;
    }
    unsigned value = 0;
    const std::string_view digits = path.substr(at + 1, 2);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    if (digits.size() < 2 || error != std::errc() || end != digits.data() + 2)
      return bad_url("behind % two hexadecimal digits are expected; HTTP.sys answers 400 to anything else");
    if (value == '/' || value == '\\')
      return bad_url(
          "holds an encoded slash (%2F, %5C), and what IIS takes it for depends on its settings; "
          "write / for a separator");
    text += static_cast<char>(value);
    at += 2;
  }
  if (std::ranges::any_of(text, [](unsigned char c) { return c < ' ' || c == 0x7F; }))
    return bad_url("holds a control character; HTTP.sys answers 400 to it");
  if (text::with_valid_utf8(text) != text) return bad_url("the path is no UTF-8");
  return text;
}

/// Without `.` and `..` (RFC 3986, 5.2.4), as browsers and HTTP.sys take them; `\` counts as `/`.
std::string without_dots(std::string path) {
  std::ranges::replace(path, '\\', '/');
  std::vector<std::string_view> segments;
  for (const auto part : std::views::split(path, '/')) {
    const std::string_view segment(part.begin(), part.end());
    if (segment == ".." && !segments.empty()) segments.pop_back();
    if (segment != "." && segment != ".." && !segment.empty()) segments.push_back(segment);
  }
  std::string text;
  for (const std::string_view segment : segments) text.append("/").append(segment);
  const bool is_folder = path.ends_with('/') || path.ends_with("/.") || path.ends_with("/..");
  return text.empty() || is_folder ? text + "/" : text;
}

}  // namespace

Result<Url> read_url(std::string_view text) {
  if (text.size() > longest_url)
    return bad_url("is longer than 16384 bytes, the most that HTTP.sys takes of a request; it answers 400");
  Url url;
  const std::size_t end = text.find("://");
  const std::string_view scheme = text.substr(0, std::min(end, text.size()));
  if (end == std::string_view::npos || !(iis::same_name(scheme, "http") || iis::same_name(scheme, "https")))
    return bad_url("begins with https:// or http://, as in https://shop.example/Partners");
  if (iis::same_name(scheme, "http")) url.scheme = Scheme::http, url.port = 80;
  std::string_view rest = text.substr(end + 3);
  rest = rest.substr(0, rest.find_first_of("?#"));
  const std::size_t path = std::min(rest.find_first_of("/\\"), rest.size());
  if (auto authority = read_authority(rest.substr(0, path), url); !authority)
    return std::unexpected(authority.error());
  auto plain = decoded(rest.substr(path));
  if (!plain) return std::unexpected(plain.error());
  url.path = without_dots(*std::move(plain));
  return url;
}

std::string text_of(const Url& url) {
  const bool is_https = url.scheme == Scheme::https;
  std::string text = is_https ? "https://" : "http://";
  text += url.host.contains(':') ? "[" + url.host + "]" : url.host;
  if (url.port != (is_https ? 443U : 80U)) text += ":" + std::to_string(url.port);
  return text + url.path;
}

}  // namespace certlift::pipeline
