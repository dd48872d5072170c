#include "xml/documents.h"
#include "xml/rewrite.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

/// Edits of documents that are laid out well, compared byte for byte with what a person would have written.
namespace certlift::xml {
namespace {

/// A document as a person lays it out: every node begins its line.
struct Style {
  std::string unit;
  std::string line_end;
  std::string empty_end;  ///< of an element without children
};

struct Sheet {
  struct Row {
    std::size_t depth;
    std::string text;
  };
  std::vector<Row> rows;

  std::string written(const Style& style) const {
    std::string result;
    for (const Row& row : rows) {
      for (std::size_t level = 0; level < row.depth; ++level) result += style.unit;
      result += row.text + style.line_end;
    }
    return result;
  }
};

const std::array<Style, 7> styles{{{"  ", "\n", "/>"},
                                   {"    ", "\r\n", " />"},
                                   {"\t", "\r\n", "></e>"},
                                   {"\t", "\r", "/>"},
                                   {"", "\n", " />"},
                                   {"", "\r\n", "></e>"},
                                   {"   ", "\n", ">  </e>"}}};

TEST(NeatDocuments, StayNeatWhenLinesAreAppended) {
  for (const Style& style : styles) {
    const Sheet before{
        {{0, "<r>"}, {1, "<b>"}, {2, "<c/>"}, {1, "</b>"}, {1, "<e" + style.empty_end}, {0, "</r>"}}};
    const Document document = parsed(before.written(style));
    const std::string two = style.unit + style.unit;
    EXPECT_EQ(child_indent(find(document, "b")), two);
    EXPECT_EQ(child_indent(find(document, "e")), two);
    const std::vector<Edit> edits{append_lines(find(document, "b"), {two + "<n/>", two + "<m/>"}),
                                  append_lines(find(document, "e"), {two + "<n/>"}),
                                  append_lines(document.root(), {style.unit + "<n/>"})};
    const Sheet after{{{0, "<r>"},
                       {1, "<b>"},
                       {2, "<c/>"},
                       {2, "<n/>"},
                       {2, "<m/>"},
                       {1, "</b>"},
                       {1, "<e>"},
                       {2, "<n/>"},
                       {1, "</e>"},
                       {1, "<n/>"},
                       {0, "</r>"}}};
    EXPECT_EQ(with(document, edits), after.written(style));
  }
}

TEST(NeatDocuments, StayNeatWhenABlockMoves) {
  for (const Style& style : styles) {
    const Sheet before{{{0, "<r>"},
                        {1, "<b>"},
                        {2, "<!-- about x -->"},
                        {2, "<x>"},
                        {3, "<c/>"},
                        {2, "</x>"},
                        {1, "</b>"},
                        {1, "<e" + style.empty_end},
                        {0, "</r>"}}};
    const Document document = parsed(before.written(style));
    const Element x = find(document, "x");
    const std::string indent = child_indent(document.root());
    const std::vector<Edit> edits{
        remove_with_emptied_ancestors(x),
        append_lines(document.root(), {indent + indented(document, block_of(x), indent)})};
    const Sheet after{{{0, "<r>"},
                       {1, "<e" + style.empty_end},
                       {1, "<!-- about x -->"},
                       {1, "<x>"},
                       {2, "<c/>"},
                       {1, "</x>"},
                       {0, "</r>"}}};
    EXPECT_EQ(with(document, edits), after.written(style));
  }
}

TEST(NeatDocuments, StayNeatWhenLinesAreInsertedAndRemoved) {
  for (const Style& style : styles) {
    const Sheet before{{{0, "<r>"},
                        {1, "<!-- about b -->"},
                        {1, "<b>"},
                        {2, "<c/>"},
                        {1, "</b>"},
                        {1, "<e" + style.empty_end},
                        {0, "</r>"}}};
    const Document document = parsed(before.written(style));
    const std::vector<Edit> edits{
        insert_lines_before(find(document, "b"), {style.unit + "<n>", style.unit + "</n>"}),
        remove(document, find(document, "e").span()), remove(document, find(document, "c").span())};
    const Sheet after{
        {{0, "<r>"}, {1, "<n>"}, {1, "</n>"}, {1, "<!-- about b -->"}, {1, "<b>"}, {1, "</b>"}, {0, "</r>"}}};
    EXPECT_EQ(with(document, edits), after.written(style));
  }
}

}  // namespace
}  // namespace certlift::xml
