#include "render/source_lines.h"

#include "render/wrap.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace certlift::render {
namespace {

using testing::HasSubstr;
using testing::Not;

SourceLine shown(const std::string& text, std::string_view element, std::size_t columns = 80) {
  return SourceLines(text).show(text.find(element), columns);
}

TEST(SourceLines, ShowTheLineWithoutIndentationAndMarkTheName) {
  const auto line = shown("<a>\r\n\t <access sslFlags=\"None\" />\r\n</a>", "<access");
  EXPECT_EQ(line.text, "    2 | <access sslFlags=\"None\" />");
  EXPECT_EQ(line.indent, "      | ");
  EXPECT_EQ(line.mark, "^~~~~~~");
}

TEST(SourceLines, MarkAnElementBehindOthers) {
  const auto line = shown("<a><b/><access/></a>", "<access");
  EXPECT_EQ(line.text, "    1 | <a><b/><access/></a>");
  EXPECT_EQ(line.indent + line.mark, "      |        ^~~~~~~");
}

TEST(SourceLines, ShowThePartAroundTheElementOfALongLine) {
  const std::string far(5000, 'x'), text = "<a b=\"" + far + "\"/><access c=\"" + far + "\"/>";
  for (const std::size_t columns : {40U, 80U, 200U}) {
    const auto line = shown(text, "<access", columns);
    EXPECT_EQ(width_of(line.text), columns);
    EXPECT_THAT(line.text, HasSubstr("\"/><access c=\"xx"));
    EXPECT_EQ(line.text.find("<access"), line.indent.size());
  }
}

TEST(SourceLines, FitWhateverTheColumns) {
  const std::string text = "<a>\n<iisClientCertificateMappingAuthentication enabled=\"true\"/>";
  for (std::size_t columns = 0; columns < 90; ++columns) {
    const auto line = shown(text, "<iis", columns);
    EXPECT_LE(width_of(line.text), std::max<std::size_t>(columns, 8)) << columns;
    EXPECT_LE(width_of(line.indent + line.mark), std::max<std::size_t>(columns, 9)) << columns;
  }
}

TEST(SourceLines, CutBetweenCharacters) {
  std::string name;
  for (int i = 0; i < 500; ++i) name += "ü";
  const std::string text = "<add x=\"" + name + "\"/><access y=\"" + name + "\"/>";
  for (std::size_t columns = 20; columns < 60; ++columns) {
    const std::string line = shown(text, "<access", columns).text;
    for (std::size_t i = 0; i < line.size(); ++i)
      if (line[i] == '\xc3') {
        EXPECT_EQ(line.substr(i, 2), "ü") << line;
      }
  }
}

TEST(SourceLines, HideSecretsWhereverALineIsCut) {
  const std::string secret = "geheim-geheim-geheim-geheim-geheim-geheim";
  const std::string text =
      "<a password=\"" + secret + "\"/><add userName=\"u\" password=\"" + secret + "\"/>";
  for (std::size_t columns = 20; columns < 160; ++columns)
    EXPECT_THAT(shown(text, "<add", columns).text, Not(HasSubstr("geh"))) << columns;
  EXPECT_THAT(shown(text, "<add", 160).text, HasSubstr("password=\"*** (secret 1)\""));
}

TEST(SourceLines, LetNoCharacterCommandTheTerminal) {
  const auto line = shown("<a x=\"\x1b[31m\x7f\"/><access\ty=\"\"/>", "<access");
  EXPECT_THAT(line.text, Not(HasSubstr("\x1b")));
  EXPECT_THAT(line.text, Not(HasSubstr("\t")));
  EXPECT_EQ(line.text.find("<access"), line.indent.size());
}

}  // namespace
}  // namespace certlift::render
