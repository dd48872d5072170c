#include "render/markdown.h"
#include "render/page.h"

#include <cstddef>

namespace certlift::render {
namespace {

class MarkdownBlocks {
 public:
  void operator()(const Heading& heading) { text_ += "## " + markdown_text(heading.text) + "\n\n"; }

  void operator()(const Statement& statement) {
    bool is_first = true;
    for (const std::string& sentence : statement.sentences) {
      const std::string words = markdown_text(sentence);
      text_ += (is_first ? "**" + words + "**" : words) + "\n\n";
      is_first = false;
    }
    for (const std::string& command : statement.commands) text_ += code_block("", command);
  }

  void operator()(const Paragraph& paragraph) { text_ += markdown_text(paragraph.text) + "\n\n"; }

  void operator()(const ToCopy& command) { text_ += code_block("", command.words); }

  void operator()(const Items& items) { add(items.items); }

  void operator()(const Table& table) {
    std::string line = "|";
    for (const std::string& name : table.head) {
      text_ += "| " + markdown_text(name) + " ";
      line += "---|";
    }
    text_ += "|\n" + line + "\n";
    for (const Row& row : table.rows) {
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const std::string words = markdown_text(row.cells[i]);
        const bool is_bold = row.is_marked && i + 1 == row.cells.size();
        text_ += "| " + (is_bold ? "**" + words + "**" : words) + " ";
      }
      text_ += "|\n";
    }
    text_ += "\n";
  }

  void operator()(const Fold& fold) {
    text_ += "### " + (fold.badge.empty() ? "" : markdown_text(fold.badge) + ": ") +
             markdown_text(fold.title) + "\n\n";
    if (!fold.items.empty()) add(fold.items);
    if (fold.lines.empty()) return;
    std::string lines;
    for (const std::string& line : fold.lines) lines += line + "\n";
    text_ += code_block("", lines);
  }

  std::string text_;

 private:
  void add(const std::vector<std::string>& items) {
    for (const std::string& item : items) text_ += "- " + markdown_text(item) + "\n";
    text_ += "\n";
  }
};

}  // namespace

std::string markdown_of(const Page& page) {
  MarkdownBlocks blocks;
  blocks.text_ = std::string(markdown_mark) + "# " + markdown_text(page.title) + "\n\n" +
                 markdown_text(page.subtitle) + "\n\n";
  for (const Block& block : page.blocks) std::visit(blocks, block);
  return std::move(blocks.text_);
}

}  // namespace certlift::render
