#include "logs/markup_reader.h"

#include "logs/sources.h"
#include "support/each.h"

#include <gtest/gtest.h>

#include <string>

namespace certlift::logs {
namespace {

/// "(a x='1')text(/a)", whatever the pieces.
std::string tokens_of(const std::string& text, std::size_t step) {
  MarkupReader reader(test::source_of(text, step));
  std::string all;
  for (;;) {
    const auto token = reader.next();
    if (!token) return "error";
    if (token->kind == TokenKind::end) return all;
    if (token->kind == TokenKind::text) all += token->text;
    if (token->kind == TokenKind::open)
      all.append("(").append(token->name).append(token->attributes).append(token->is_empty ? "/)" : ")");
    if (token->kind == TokenKind::close) all.append("(/").append(token->name).append(")");
  }
}

TEST(MarkupReader, ReadsTheSameInPiecesOfAnySize) {
  const std::string text =
      "<?xml version='1.0'?><!-- <x> --><a b='1>2'><p:c/>one\rtwo</a><!DOCTYPE d><e>1 < 2</e>";
  for (const std::size_t step : {1, 2, 3, 7, 4096})
    EXPECT_EQ(tokens_of(text, step), "(a b='1>2')(c/)one\rtwo(/a)(e)1 < 2(/e)") << step;
}

TEST(MarkupReader, TellsNothingOfWhatIsCutOff) {
  test::expect_each([](const std::string& text) { return tokens_of(text, 5); },
                    {{"", ""},
                     {"<a>text", "(a)text"},
                     {"<a>text<b x='1", "(a)text"},
                     {"<a>text<!-- no end", "(a)text"},
                     {"ail of a='tag'>text</b>", "ail of a='tag'>text(/b)"},
                     {"<", "<"}});
}

TEST(MarkupReader, PassesOverATagWithoutMeasure) {
  const std::string text = "<a x='" + std::string(1'000'000, 'x') + "'><b>fine</b>";
  EXPECT_EQ(tokens_of(text, 60'000), "(b)fine(/b)");
}

TEST(MarkupReader, FindsAttributesHoweverTheyAreSet) {
  const std::string attributes = " url=\"http://a/?x=1\"\r\n\t siteId = '2' broken";
  EXPECT_EQ(attribute_value(attributes, "url"), "http://a/?x=1");
  EXPECT_EQ(attribute_value(attributes, "siteId"), "2");
  EXPECT_EQ(attribute_value(attributes, "broken"), "");
  EXPECT_FALSE(has_attribute(attributes, "x"));
}

TEST(MarkupReader, ReplacesReferencesAndNothingElse) {
  test::expect_each([](const std::string& text) { return without_references(text); },
                    {{"a&amp;b&lt;&#65;&#xE9;&apos;", "a&b<A\u00E9'"},
                     {"&nbsp;&;&", "&nbsp;&;&"},
                     {"&#x110000;&#xD800;&#;", "&#x110000;&#xD800;&#;"}});
}

}  // namespace
}  // namespace certlift::logs
