#include "xml/tree.h"

#include "xml/strict.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace certlift::xml {
namespace {

std::vector<ElementSpans> elements_of(std::string_view text) {
  return strict(text).value().elements;
}

/// Where pugixml's tree of `text` is refused, if it is held against where the elements of `other` stand.
std::size_t disagreement(std::string_view text, std::string_view other) {
  const auto tree = Tree::grow(text, elements_of(other));
  return tree ? Tree::none : tree.error();
}

TEST(Tree, GrowsWhereBothParsersAgree) {
  const std::string text = "<a><b c='d'/><e></e></a>";
  EXPECT_EQ(disagreement(text, text), Tree::none);
}

TEST(Tree, IsRefusedWhereAnElementStandsElsewhere) {
  EXPECT_EQ(disagreement("<a><b/> </a>", "<a> <b/></a>"), 4U);
}

TEST(Tree, IsRefusedWhereATagEndsElsewhere) {
  EXPECT_EQ(disagreement("<a><b c='d' /></a>", "<a><b c='d'/> </a>"), 3U);
}

TEST(Tree, IsRefusedWhereElementsAreNestedDifferently) {
  const std::string text = "<a><b><c/></b></a>";
  std::vector<ElementSpans> elements = elements_of(text);
  elements[1].end_tag = {6, 6};
  const auto tree = Tree::grow(text, elements);
  ASSERT_FALSE(tree);
  EXPECT_EQ(tree.error(), 6U);
}

TEST(Tree, IsRefusedWhereOneParserSeesMoreElements) {
  EXPECT_EQ(disagreement("<a><b/><!--x--></a>", "<a><b/><c></c>x</a>"), 7U);
  EXPECT_EQ(disagreement("<a><b/><c></c></a>", "<a><b/><?ppp?></a>"), 3U);
}

TEST(Tree, IsRefusedWherePugixmlDoesNotUnderstandTheText) {
  EXPECT_NE(disagreement("<a><b></a>", "<a><b/></a>"), Tree::none);
}

}  // namespace
}  // namespace certlift::xml
