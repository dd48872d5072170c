#include "render/site_svg.h"

#include "render/html.h"
#include "render/report.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace certlift::render {
namespace {

using iis::CertificateUse;
using iis::PicturedPath;

std::vector<std::string> facts_of(const PicturedPath& path) {
  std::vector<std::string> facts{std::string(name_of(path.kind))};
  facts.push_back(path.certificate == CertificateUse::required    ? "certificate required"
                  : path.certificate == CertificateUse::requested ? "certificate requested"
                                                                  : "no certificate requested");
  facts.push_back(path.lets_anonymous_in ? "anonymous on" : "anonymous off");
  return facts;
}

std::string mapping_words(const iis::PicturedMappings& mappings) {
  return counted(mappings.count, "mapping") + (mappings.is_read ? ", read by IIS" : ", not read by IIS") +
         " (line " + std::to_string(mappings.line) + ")";
}

/// The beginnings of its characters.
std::vector<std::size_t> characters_of(std::string_view text) {
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i < text.size(); ++i)
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) starts.push_back(i);
  return starts;
}

/// With an ellipsis in the middle where it is longer than that.
std::string shortened(const std::string& text, std::size_t most) {
  const std::vector<std::size_t> starts = characters_of(text);
  if (starts.size() <= most || most < 3) return text;
  const std::size_t head = most / 2, tail = most - head - 1;
  return text.substr(0, starts[head]) + "\u2026" + text.substr(starts[starts.size() - tail]);
}

/// The facts, with as many on a line as fit.
std::vector<std::string> lines_of(const std::vector<std::string>& facts, std::size_t most) {
  std::vector<std::string> lines;
  for (const std::string& fact : facts) {
    if (!lines.empty() && lines.back().size() + fact.size() + 3 <= most)
      lines.back() += " \u00B7 " + fact;
    else
      lines.push_back(fact);
  }
  return lines;
}

std::string number(std::size_t value) {
  return std::to_string(value);
}

class SitePainter {
 public:
  std::string paint(const iis::SitePicture& picture) {
    for (const PicturedPath& path : picture.paths) add(path, picture.bindings);
    if (picture.left_out > 0) {
      text(margin, y_ + line_height - 5, "dim",
           "and " + counted(picture.left_out, "application") +
               (picture.left_out == 1 ? " that requests no certificate" : " that request no certificate"));
      y_ += line_height;
    }
    std::string alternative = "the site " + picture.site + " as a tree";
    return "<svg viewBox=\"0 0 " + number(image_width) + " " + number(y_ + 1) +
           "\" role=\"img\" aria-label=\"" + html_text(alternative) + "\">" + body_ + "</svg>\n";
  }

 private:
  // In units of the image, of which a character takes at most `letter`.
  static constexpr std::size_t image_width = 400;
  static constexpr std::size_t step_in = 24;
  static constexpr std::size_t margin = 12;
  static constexpr std::size_t line_height = 19;
  static constexpr std::size_t letter = 7;
  static constexpr std::size_t gap = 12;
  static constexpr std::size_t most_indents = 5;

  void add(const PicturedPath& path, const std::vector<std::string>& bindings) {
    const std::size_t depth = std::min(path.depth, most_indents);
    const std::size_t x = depth * step_in, width = image_width - x - 1;
    const std::size_t most = (width - 2 * margin) / letter;
    std::vector<std::string> facts = facts_of(path);
    if (path.depth == 0) facts.insert(facts.end(), bindings.begin(), bindings.end());
    const std::vector<std::string> lines = lines_of(facts, most);
    const std::size_t rows = 1 + lines.size() + (path.mappings ? 1 : 0);
    const std::size_t height = rows * line_height + 14 + (path.mappings ? 6 : 0);
    join(depth, x);
    body_ += "<rect class=\"box\" x=\"" + number(x) + ".5\" y=\"" + number(y_) + ".5\" width=\"" +
             number(width - 1) + "\" height=\"" + number(height) + "\" rx=\"6\"/>";
    std::size_t line_y = y_ + line_height + 1;
    text(x + margin, line_y, "", shortened(in_one_line(path.label), most));
    for (const std::string& line : lines)
      text(x + margin, line_y += line_height, "dim", shortened(in_one_line(line), most));
    if (path.mappings) add_badge(x + margin, line_y + 8, *path.mappings);
    bottoms_.resize(depth + 1);
    bottoms_[depth] = y_ + height;
    y_ += height + gap;
  }

  /// The line from what it stands below.
  void join(std::size_t depth, std::size_t x) {
    if (depth == 0 || bottoms_.empty()) return;
    const std::size_t above = std::min(depth - 1, bottoms_.size() - 1);
    body_ += "<path class=\"wire\" d=\"M" + number(x - step_in / 2) + " " + number(bottoms_[above]) + "V" +
             number(y_ + line_height) + "H" + number(x) + "\"/>";
  }

  void add_badge(std::size_t x, std::size_t y, const iis::PicturedMappings& mappings) {
    const std::string words = mapping_words(mappings);
    const std::string state = mappings.is_read ? "read" : "unread";
    body_ += "<rect class=\"" + state + "\" x=\"" + number(x) + "\" y=\"" + number(y) + "\" width=\"" +
             number(words.size() * (letter + 1) + 20) + "\" height=\"22\" rx=\"11\"/>";
    text(x + 10, y + 15, state + "text", words);
  }

  void text(std::size_t x, std::size_t y, const std::string& style, const std::string& words) {
    body_ += "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\"" +
             (style.empty() ? " font-weight=\"600\"" : " class=\"" + style + "\"") + ">" + html_text(words) +
             "</text>";
  }

  std::size_t y_ = 0;
  std::vector<std::size_t> bottoms_;  ///< by depth, of the last box
  std::string body_;
};

}  // namespace

std::string site_svg(const iis::SitePicture& picture) {
  return SitePainter().paint(picture);
}

std::string path_words(const PicturedPath& path) {
  std::string words = path.label + ": ";
  const std::vector<std::string> facts = facts_of(path);
  for (std::size_t i = 0; i < facts.size(); ++i) words += (i == 0 ? "" : ", ") + facts[i];
  return path.mappings ? words + "; " + mapping_words(*path.mappings) : words;
}

}  // namespace certlift::render
