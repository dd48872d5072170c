#include "render/html.h"

#include "base/base64.h"
#include "base/sha256.h"
#include "render/html_style.h"
#include "render/report.h"

#include <algorithm>
#include <array>
#include <utility>

namespace certlift::render {
namespace {

std::string_view escape_of(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

/// Marks and overrides of the writing direction (Unicode Standard Annex #9), the soft hyphen, and what is
/// invisible, in UTF-8.
constexpr std::array<std::pair<std::string_view, std::string_view>, 15> invisible{{
    {"\u00AD", "\\u00ad"},
    {"\u200B", "\\u200b"},
    {"\u200E", "\\u200e"},
    {"\u200F", "\\u200f"},
    {"\u202A", "\\u202a"},
    {"\u202B", "\\u202b"},
    {"\u202C", "\\u202c"},
    {"\u202D", "\\u202d"},
    {"\u202E", "\\u202e"},
    {"\u2066", "\\u2066"},
    {"\u2067", "\\u2067"},
    {"\u2068", "\\u2068"},
    {"\u2069", "\\u2069"},
    {"\u061C", "\\u061c"},
    {"\uFEFF", "\\ufeff"},
}};

/// The hash of what stands between the tags, as a policy names it.
std::string policy_hash(std::string_view content) {
  const std::string digits = sha256(content);
  std::string bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
    bytes += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
  return "'sha256-" + encode_base64(bytes) + "'";
}

/// `code` and text of one line.
std::string html_of_line(std::string_view line) {
  std::string html;
  bool is_code = false;
  while (true) {
    const std::size_t tick = line.find('`');
    html += html_text(line.substr(0, tick));
    if (tick == std::string_view::npos) return html + (is_code ? "</code>" : "");
    html += is_code ? "</code>" : "<code>";
    is_code = !is_code;
    line.remove_prefix(tick + 1);
  }
}

}  // namespace

std::string with_visible_marks(std::string_view text) {
  std::string visible;
  for (std::size_t at = 0; at < text.size();) {
    const auto is_here = [&](const auto& pair) { return text.substr(at).starts_with(pair.first); };
    const bool is_ascii = static_cast<unsigned char>(text[at]) < 0x80;
    const auto found = is_ascii ? invisible.end() : std::ranges::find_if(invisible, is_here);
    if (found != invisible.end()) {
      visible += found->second;
      at += found->first.size();
    } else {
      visible += text[at++];
    }
  }
  return visible;
}

std::string html_text(std::string_view text) {
  std::string html;
  for (const char c : with_visible_marks(text)) {
    const std::string_view escape = escape_of(c);
    const auto byte = static_cast<unsigned char>(c);
    if (!escape.empty())
      html += escape;
    else if (byte < 0x20 ? c != '\n' && c != '\t' : byte == 0x7F)
      html += "\\x" + hexadecimal(c);
    else
      html += c;
  }
  return html;
}

std::string html_element(std::string_view name, std::string_view style, std::string_view content) {
  std::string html = "<" + std::string(name);
  if (!style.empty()) html.append(" class=\"").append(style).append("\"");
  return html.append(">").append(content).append("</").append(name).append(">\n");
}

std::string html_command(std::string_view words) {
  return html_element("code", "command", html_text(words));
}

std::string html_of_markdown(std::string_view markdown) {
  std::string html;
  std::string_view open;  // the element that the lines before belong to
  const auto begin = [&](std::string_view element) {
    if (open == element) return;
    if (!open.empty()) html.append("</").append(open).append(">\n");
    if (!element.empty()) html.append("<").append(element).append(">");
    open = element;
  };
  while (!markdown.empty()) {
    const std::size_t end = std::min(markdown.find('\n'), markdown.size());
    const std::string_view line = markdown.substr(0, end);
    markdown.remove_prefix(std::min(end + 1, markdown.size()));
    if (line.empty()) {
      begin("");
    } else if (line.starts_with("## ")) {
      begin("");
      html += "<h4>" + html_of_line(line.substr(3)) + "</h4>\n";
    } else if (line.starts_with("- ")) {
      begin("ul");
      html += "<li>" + html_of_line(line.substr(2)) + "\n";
    } else if (line.starts_with("|")) {
      begin("pre");
      html += html_text(line) + "\n";
    } else {
      if (open != "ul") begin("p");
      html += html_of_line(line) + "\n";
    }
  }
  begin("");
  return html;
}

std::string html_tools(Folds folds) {
  return std::string("<div class=\"tools\">") +
         (folds == Folds::some ? "<button id=\"all\" type=\"button\">Unfold all</button>" : "") +
         "<label>Filter <input id=\"filter\" type=\"search\"></label>"
         "<span id=\"count\" class=\"dim\" aria-live=\"polite\"></span></div>\n";
}

std::string html_page(std::string_view title, std::string_view body) {
  std::string html =
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"generator\" content=\"certlift " CERTLIFT_VERSION
      "\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src ";
  html += policy_hash(html_style) + "; script-src " + policy_hash(html_script) +
          "; base-uri 'none'; form-action 'none'\">\n<title>" + html_text(title) + "</title>\n<style>";
  html.append(html_style).append("</style>\n</head>\n<body>\n").append(body);
  html.append("<script>").append(html_script).append("</script>\n</body>\n</html>\n");
  return html;
}

}  // namespace certlift::render
