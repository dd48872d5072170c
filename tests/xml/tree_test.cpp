#include "xml/tree.h"

#include "xml/strict.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace certlift::xml {
namespace {

Outline found_in(std::string_view text) {
  return strict(text).value();
}

constexpr std::size_t none = std::string::npos;

/// Where pugixml's tree of `text` is refused, if it is held against what strict() finds in `other`.
std::size_t disagreement(std::string_view text, std::string_view other) {
  const auto tree = Tree::grow(text, found_in(other));
  return tree ? none : tree.error();
}

TEST(Tree, GrowsWhereBothParsersAgree) {
  const std::string text = "<a><b c='d'/><e></e></a>";
  EXPECT_EQ(disagreement(text, text), none);
}

TEST(Tree, IsRefusedWhereAnElementStandsElsewhere) {
  EXPECT_EQ(disagreement("<a><b/> </a>", "<a> <b/></a>"), 4U);
}

TEST(Tree, IsRefusedWhereATagEndsElsewhere) {
  EXPECT_EQ(disagreement("<a><b c='d' /></a>", "<a><b c='d'/> </a>"), 3U);
}

TEST(Tree, IsRefusedWhereElementsAreNestedDifferently) {
  const std::string text = "<a><b><c/></b></a>";
  Outline outline = found_in(text);
  outline.elements[1].end_tag_begin = outline.elements[1].end = 6;
  const auto tree = Tree::grow(text, outline);
  ASSERT_FALSE(tree);
  EXPECT_EQ(tree.error(), 6U);
}

TEST(Tree, IsRefusedWhereAttributesStandElsewhere) {
  EXPECT_EQ(disagreement("<a><b c='d' /></a>", "<a><b  c='d'/></a>"), 3U);
  EXPECT_EQ(disagreement("<a><b c='d' ee='f'/></a>", "<a><b c='d'       /></a>"), 3U);
  EXPECT_EQ(disagreement("<a><b c='d'       /></a>", "<a><b c='d' ee='f'/></a>"), 3U);
  EXPECT_EQ(disagreement("<a><b c='dd' /></a>", "<a><b c= 'd' /></a>"), 3U);
  EXPECT_EQ(disagreement("<a><b c=''  /></a>", "<a><b c='' /> </a>"), 3U);
}

/// Each of them in its turn says something wrong.
std::vector<Offset*> what_is_held_against_pugixml(Outline& outline) {
  std::vector<Offset*> offsets;
  for (ElementParts& element : outline.elements)
    offsets.insert(offsets.end(),
                   {&element.begin, &element.name_end, &element.start_tag_end, &element.first_attribute,
                    &element.parent, &element.last_child, &element.next_sibling});
  for (AttributeParts& attribute : outline.attributes)
    offsets.insert(offsets.end(), {&attribute.name_begin, &attribute.name_end, &attribute.value_begin,
                                   &attribute.value_end});
  return offsets;
}

TEST(Tree, IsRefusedWhicheverPlaceIsWrong) {
  const std::string text = "<a x='1'>\n<b yy = '22' zz='&amp;'><c w=''></c><d v='4'/></b><e u='\t'/></a>";
  Outline outline = found_in(text);
  ASSERT_TRUE(Tree::grow(text, outline));
  for (Offset* const offset : what_is_held_against_pugixml(outline)) {
    for (const Offset wrong : {*offset + 1, *offset - 1}) {
      const Offset right = std::exchange(*offset, wrong);
      const bool is_within = outline.elements.front().first_attribute <= outline.attributes.size();
      EXPECT_FALSE(is_within && Tree::grow(text, outline)) << right << " became " << wrong;
      *offset = right;
    }
  }
}

TEST(Tree, HasTheDecodedValuesOfTheAttributesThatNeedIt) {
  const std::string text = "<a b='1' c='&lt;' d=''><e f='\n' g='&#xE4;' h='x'/></a>";
  const auto tree = Tree::grow(text, found_in(text));
  ASSERT_TRUE(tree);
  std::vector<std::string> values;
  for (std::size_t number = 0; number < 6; ++number) values.emplace_back(tree->value(number));
  EXPECT_EQ(values, (std::vector<std::string>{"1", "<", "", " ", "\u00e4", "x"}));
}

TEST(Tree, IsRefusedWhereOneParserSeesMoreElements) {
  EXPECT_EQ(disagreement("<a><b/><!--x--></a>", "<a><b/><c></c>x</a>"), 7U);
  EXPECT_EQ(disagreement("<a><b/><c></c></a>", "<a><b/><?ppp?></a>"), 3U);
}

TEST(Tree, IsRefusedWherePugixmlDoesNotUnderstandTheText) {
  EXPECT_NE(disagreement("<a><b></a>", "<a><b/></a>"), none);
}

}  // namespace
}  // namespace certlift::xml
