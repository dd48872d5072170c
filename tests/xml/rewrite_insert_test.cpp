#include "xml/documents.h"
#include "xml/rewrite.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace certlift::xml {
namespace {

std::string appended(std::string text, const Lines& lines) {
  const Document document = parsed(std::move(text));
  return with(document, append_lines(find(document, "x"), lines));
}

std::string preceded(std::string text, const Lines& lines) {
  const Document document = parsed(std::move(text));
  return with(document, insert_lines_before(find(document, "x"), lines));
}

TEST(AppendLines, PutsLinesBehindTheLastChild) {
  EXPECT_EQ(appended("<x>\n  <b/>\n</x>\n", {"  <n/>", "  <m/>"}), "<x>\n  <b/>\n  <n/>\n  <m/>\n</x>\n");
  EXPECT_EQ(appended("<x>\r\n\t<b>\r\n\t</b>\t\r\n\r\n  </x>", {"\t<n/>"}),
            "<x>\r\n\t<b>\r\n\t</b>\t\r\n\t<n/>\r\n\r\n  </x>");
  EXPECT_EQ(appended("<x>\r<b/>\r</x>", {"<n/>"}), "<x>\r<b/>\r<n/>\r</x>");
  EXPECT_EQ(appended("<x>\n  text\n</x>", {"  <n/>"}), "<x>\n  text\n  <n/>\n</x>");
}

TEST(AppendLines, KeepsACommentAtTheEndFromStandingAboveWhatIsInserted) {
  EXPECT_EQ(appended("<x>\n  <b/>\n  <!-- c -->\n</x>", {"  <n/>"}),
            "<x>\n  <b/>\n  <!-- c -->\n\n  <n/>\n</x>");
  EXPECT_EQ(appended("<x>\n  <b/>\n  <!-- c --></x>", {"  <n/>"}), "<x>\n  <b/>\n  <!-- c -->\n\n  <n/></x>");
  EXPECT_EQ(appended("<x>\n  <b/> <!-- c -->\n</x>", {"  <n/>"}), "<x>\n  <b/> <!-- c -->\n  <n/>\n</x>");
  EXPECT_EQ(appended("<x>\n  <!-- c --><!-- d -->\n</x>", {"  <n/>"}),
            "<x>\n  <!-- c --><!-- d -->\n\n  <n/>\n</x>");
  EXPECT_EQ(appended("<x>\n  <b/>\n  <!-- c --> <!-- d --></x>", {"  <n/>"}),
            "<x>\n  <b/>\n  <!-- c --> <!-- d -->\n\n  <n/></x>");
  EXPECT_EQ(appended("<x><!-- c --></x>", {"  <n/>"}), "<x><!-- c -->\n\n<n/></x>");
  EXPECT_EQ(appended("<x><b/><!-- c --></x>", {"  <n/>"}), "<x><b/><!-- c --><n/></x>");
}

TEST(AppendLines, LetsACommentBeginItsLineEvenWhereAllStandsOnOne) {
  EXPECT_EQ(appended("<x><b/></x>", {"  <!-- c --><n/>"}), "<x><b/>\n  <!-- c --><n/></x>");
}

TEST(AppendLines, OpensAnEmptyElementOverLines) {
  EXPECT_EQ(appended("<a>\n  <x></x>\n</a>", {"    <n/>"}), "<a>\n  <x>\n    <n/>\n  </x>\n</a>");
  EXPECT_EQ(appended("<a>\n  <x>  </x>\n</a>", {"    <n/>"}), "<a>\n  <x>\n    <n/>\n  </x>\n</a>");
  EXPECT_EQ(appended("<a>\r\n\t<x  b='1' />\r\n</a>", {"\t\t<n/>", "\t\t<m/>"}),
            "<a>\r\n\t<x  b='1'>\r\n\t\t<n/>\r\n\t\t<m/>\r\n\t</x>\r\n</a>");
  EXPECT_EQ(appended("<a>\n<x/>\n</a>", {"<n/>"}), "<a>\n<x>\n<n/>\n</x>\n</a>");
  EXPECT_EQ(appended("<x/>\n", {"  <n/>"}), "<x>\n  <n/>\n</x>\n");
}

TEST(AppendLines, FillsAnElementThatIsOpenOverLinesButEmpty) {
  EXPECT_EQ(appended("<a>\n  <x>\n  </x>\n</a>", {"    <n/>"}), "<a>\n  <x>\n    <n/>\n  </x>\n</a>");
  EXPECT_EQ(appended("<x> \n\n</x>", {"  <n/>"}), "<x> \n  <n/>\n\n</x>");
}

TEST(AppendLines, MakesNoLineBreaksInWhatStandsOnOneLine) {
  EXPECT_EQ(appended("<x><b/></x>", {"    <n>", "      <m a='\n  '/>", "    </n>"}),
            "<x><b/><n><m a='\n  '/></n></x>");
  EXPECT_EQ(appended("<a>\n  <x><b/></x>\n</a>", {"    <n/>"}), "<a>\n  <x><b/><n/></x>\n</a>");
  EXPECT_EQ(appended("<x></x>", {"    <n/>"}), "<x><n/></x>");
  EXPECT_EQ(appended("<x/>", {"    <n/>"}), "<x><n/></x>");
  EXPECT_EQ(appended("<a>\n  <b><x /></b>\n</a>", {"    <n/>"}), "<a>\n  <b><x><n/></x></b>\n</a>");
}

TEST(AppendLines, BreaksTheLineWhereTheEndTagStandsBehindTheLastChild) {
  EXPECT_EQ(appended("<x>\n  <b/></x>", {"  <n/>", "  <m/>"}), "<x>\n  <b/>\n  <n/>\n  <m/></x>");
  EXPECT_EQ(appended("<x><b>\n</b></x>", {"  <n/>"}), "<x><b>\n</b>\n  <n/></x>");
}

TEST(AppendLines, KeepsTheLineEndsInsideAnEntry) {
  EXPECT_EQ(appended("<x>\r\n  <b/>\r\n</x>", {"  <n\n a='\r'/>"}),
            "<x>\r\n  <b/>\r\n  <n\n a='\r'/>\r\n</x>");
}

TEST(AppendLines, GoesTogetherWithRemovingTheLastChild) {
  for (const std::string text : {"<x>\n  <b/>\n</x>", "<x>\n  <b/></x>", "<x><b/> </x>", "<x><b/></x>",
                                 "<x>\n  <b/> \n\n</x>", "<x>\n  <b/> </x>"}) {
    const Document document = parsed(text);
    const Element b = document.root().first_child();
    const Document result =
        parsed(with(document, {remove(document, b.span()), append_lines(document.root(), {"  <n/>"})}));
    ASSERT_EQ(result.root().children().size(), 1U) << text;
    EXPECT_EQ(result.root().first_child().name(), "n") << text;
  }
}

TEST(AppendLines, GoesTogetherWithSettingAttributes) {
  const Document document = parsed("<a>\n  <x b='1' />\n</a>");
  std::vector<Edit> edits = set_attributes(find(document, "x"), std::vector<NameValue>{{"c", "2"}});
  edits.push_back(append_lines(find(document, "x"), {"    <n/>"}));
  EXPECT_EQ(with(document, edits), "<a>\n  <x b='1' c='2'>\n    <n/>\n  </x>\n</a>");
}

TEST(InsertLinesBefore, PutsLinesBeforeTheElementAndItsComment) {
  EXPECT_EQ(preceded("<a>\n  <b/>\n  <x/>\n</a>", {"  <n/>", "  <m/>"}),
            "<a>\n  <b/>\n  <n/>\n  <m/>\n  <x/>\n</a>");
  EXPECT_EQ(preceded("<a>\r\n\r\n\t<!-- about x -->\r\n\t<x/>\r\n</a>", {"\t<n/>"}),
            "<a>\r\n\r\n\t<n/>\r\n\t<!-- about x -->\r\n\t<x/>\r\n</a>");
}

TEST(InsertLinesBefore, MakesNoLineBreaksWhereTheElementDoesNotBeginItsLine) {
  EXPECT_EQ(preceded("<a><b/><x/></a>", {"  <n/>", "  <m/>"}), "<a><b/><n/><m/><x/></a>");
  EXPECT_EQ(preceded("<a>\n  <b/> <x/>\n</a>", {"  <n/>"}), "<a>\n  <b/> <n/><x/>\n</a>");
}

TEST(InsertLinesBefore, GoesTogetherWithRemovingTheElement) {
  for (const std::string text : {"<a>\n  <b/>\n  <x/>\n</a>", "<a><b/><x/></a>", "<a> <b/> <x/> </a>"}) {
    const Document document = parsed(text);
    const Element x = find(document, "x");
    const Document result =
        parsed(with(document, {remove(document, x.span()), remove(document, find(document, "b").span()),
                               insert_lines_before(x, {"  <n/>"})}));
    ASSERT_EQ(result.root().children().size(), 1U) << text;
    EXPECT_EQ(result.root().first_child().name(), "n") << text;
  }
}

}  // namespace
}  // namespace certlift::xml
