#include "render/html.h"
#include "render/page.h"
#include "render/report.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace certlift::render {
namespace {

std::string_view class_of(Tone tone) {
  switch (tone) {
    case Tone::good:
      return "good";
    case Tone::note:
      return "note";
    case Tone::warning:
      return "warning";
    case Tone::error:
      return "error";
    case Tone::plain:
      break;
  }
  return "";
}

class HtmlBlocks {
 public:
  void operator()(const Heading& heading) { html_ += html_element("h2", "", html_text(heading.text)); }

  void operator()(const Statement& statement) {
    std::string text;
    for (const std::string& sentence : statement.sentences) {
      const std::string words = html_text(sentence);
      text += html_element("p", "", text.empty() ? "<b>" + words + "</b>" : words);
    }
    for (const std::string& command : statement.commands) text += html_command(command);
    html_ += html_element("div", "say " + std::string(class_of(statement.tone)), text);
  }

  void operator()(const Paragraph& paragraph) { html_ += html_element("p", "", html_text(paragraph.text)); }

  void operator()(const ToCopy& command) { html_ += html_command(command.words); }

  void operator()(const Items& items) { html_ += list(items.items); }

  void operator()(const Table& table) {
    std::string head, body;
    for (const std::string& name : table.head) head += "<th scope=\"col\">" + html_text(name) + "</th>";
    for (const Row& row : table.rows) body += html_element("tr", row.is_marked ? "changed" : "", cells(row));
    html_ += "<div class=\"scroll\" tabindex=\"0\"><table class=\"rows\"><thead><tr>" + head +
             "</tr></thead><tbody>" + body + "</tbody></table></div>\n";
  }

  void operator()(const Fold& fold) {
    html_ += "<details class=\"finding\"><summary>" +
             (fold.badge.empty() ? "" : badge(fold.tone, fold.badge) + " ") + html_text(fold.title) +
             "</summary><div>";
    if (!fold.items.empty()) html_ += list(fold.items);
    if (!fold.lines.empty()) {
      std::string text;
      for (const std::string& line : fold.lines) text += line + "\n";
      html_ += "<pre>" + html_text(text) + "</pre>";
    }
    html_ += "</div></details>\n";
  }

  std::string html_;

 private:
  static std::string list(const std::vector<std::string>& items) {
    std::string html;
    for (const std::string& item : items) html += "<li>" + html_text(item) + "\n";
    return html_element("ul", "", html);
  }

  static std::string badge(Tone tone, const std::string& word) {
    return "<span class=\"badge " + std::string(class_of(tone)) + "\">" + html_text(word) + "</span>";
  }

  static std::string cells(const Row& row) {
    std::string html;
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      html += "<td>" +
              (i == 0 && row.tone != Tone::plain ? badge(row.tone, row.cells[i]) : html_text(row.cells[i])) +
              "</td>";
    return html;
  }
};

/// Of which a reader needs no help to find one.
constexpr std::size_t few_rows = 8;

std::size_t count_rows(const Page& page) {
  std::size_t count = 0;
  for (const Block& block : page.blocks) {
    if (const auto* table = std::get_if<Table>(&block)) count += table->rows.size();
    count += std::holds_alternative<Fold>(block) ? 1 : 0;
  }
  return count;
}

}  // namespace

std::string html_of(const Page& page) {
  HtmlBlocks blocks;
  for (const Block& block : page.blocks) std::visit(blocks, block);
  const bool has_folds = std::ranges::any_of(
      page.blocks, [](const Block& block) { return std::holds_alternative<Fold>(block); });
  std::string body = "<main>\n" + html_element("h1", "", html_text(page.title));
  body += html_element("p", "dim", html_text(page.subtitle));
  if (count_rows(page) > few_rows) body += html_tools(has_folds ? Folds::some : Folds::none);
  return html_page(page.title, body + blocks.html_ + "</main>\n");
}

}  // namespace certlift::render
