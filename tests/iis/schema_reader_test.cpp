#include "iis/schema_reader.h"

#include "xml/documents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace certlift::iis {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

Schema read_sections(const std::string& sections) {
  const xml::Document document = xml::parsed("<configSchema>" + sections + "</configSchema>");
  Schema schema;
  const auto result = read_schema(document, schema);
  EXPECT_TRUE(result) << result.error().message;
  return schema;
}

Error error_of(const std::string& text) {
  const xml::Document document = xml::parsed(text, "X_schema.xml");
  Schema schema;
  const auto result = read_schema(document, schema);
  EXPECT_FALSE(result);
  return result ? Error{} : result.error();
}

TEST(SchemaReader, ReadsAttributesWithAllThatIsSaidOfThem) {
  const Schema schema = read_sections(
      "<sectionSchema name='a/b'>"
      "<attribute name='n' type='string' required='true' isUniqueKey='true' validationType='nonEmptyString'/>"
      "<attribute name='p' type='string' caseSensitive='true' encrypted='true' isCombinedKey='true'/>"
      "<attribute name='e' type='enum' defaultValue='One'><enum name='One' value='1'/><enum name='Less' "
      "value='-1'/></attribute>"
      "<attribute name='f' type='flags'><flag name='A' value='4'/></attribute>"
      "<attribute name='b' type='bool' defaultValue='true'/><attribute name='t' type='timeSpan'/>"
      "<attribute name='u' type='uint'/><attribute name='i' type='int'/><attribute name='l' type='int64'/>"
      "</sectionSchema>");
  const ElementSchema expected{
      "b",
      {{.name = "n", .presence = Presence::required, .key = KeyPart::unique, .non_empty = true},
       {.name = "p", .key = KeyPart::combined, .case_sensitive = true, .encrypted = true},
       {.name = "e",
        .type = ValueType::enumeration,
        .default_value = "One",
        .values = {{"One", 1}, {"Less", static_cast<unsigned long>(-1)}}},
       {.name = "f", .type = ValueType::flags, .values = {{"A", 4}}},
       {.name = "b", .type = ValueType::boolean, .default_value = "true"},
       {.name = "t", .type = ValueType::time_span},
       {.name = "u", .type = ValueType::integer},
       {.name = "i", .type = ValueType::integer},
       {.name = "l", .type = ValueType::integer}}};
  ASSERT_NE(schema.section("a/b"), nullptr);
  EXPECT_EQ(*schema.section("a/b"), expected);
}

TEST(SchemaReader, ReadsElementsAndCollectionsAtAnyDepth) {
  const Schema schema = read_sections(
      "<sectionSchema name='s'><element name='outer'><collection addElement='add' removeElement='del' "
      "clearElement='none' mergeAppend='false' allowDuplicates='true'><attribute name='k' type='string'/>"
      "<collection addElement='inner'><attribute name='i' type='string'/></collection></collection></element>"
      "<collection addElement='a, b'/><!-- c --></sectionSchema>");
  CollectionSchema inner{.add = "inner", .entry = {{"inner", {{.name = "i"}}}}};
  CollectionSchema outer{.add = "add",
                         .remove = "del",
                         .clear = "none",
                         .merge_append = false,
                         .allow_duplicates = true,
                         .entry = {{"add", {{.name = "k"}}, {}, {inner}}}};
  CollectionSchema both{.add = "a, b", .entry = {{"a, b"}}};
  EXPECT_EQ(*schema.section("s"), (ElementSchema{"s", {}, {{"outer", {}, {}, {outer}}}, {both}}));
}

TEST(SchemaReader, AddsWhatAnotherFileSaysOfASection) {
  const std::string site =
      "<sectionSchema name='x/sites'><collection addElement='site' clearElement='clear'>";
  const Schema schema =
      read_sections(site + "<attribute name='name' type='string'/></collection></sectionSchema>" + site +
                    "<attribute name='name' type='uint'/><element name='ftp'><attribute name='on' "
                    "type='bool'/></element><element name='ftp'><attribute name='off' type='bool'/>"
                    "</element></collection></sectionSchema>");
  ASSERT_THAT(schema.section("x/sites")->collections, SizeIs(1));
  const ElementSchema& entry = schema.section("x/sites")->collections.front().entry.front();
  ASSERT_THAT(entry.attributes, SizeIs(1));
  EXPECT_EQ(entry.attributes.front().type, ValueType::integer);
  ASSERT_THAT(entry.elements, SizeIs(1));
  EXPECT_THAT(entry.elements.front().attributes, SizeIs(2));
}

TEST(SchemaReader, SaysWhereAFileIsNoSchema) {
  EXPECT_THAT(error_of("<configuration/>").message, HasSubstr("<configSchema>"));
  const Error error = error_of(
      "<configSchema>\n <sectionSchema name='a'>\n  <attribute name='x' type='boool'/>\n"
      " </sectionSchema></configSchema>");
  EXPECT_EQ(error.code, ErrorCode::not_understood);
  EXPECT_EQ(error.path, "X_schema.xml");
  EXPECT_EQ(error.line, 3U);
  EXPECT_EQ(error.column, 3U);
  EXPECT_THAT(error.message, HasSubstr("boool"));
  for (const std::string inside :
       {"<sectionSchema/>", "<sectionSchema name='a'><attribute type='bool'/></sectionSchema>",
        "<sectionSchema name='a'><element/></sectionSchema>",
        "<sectionSchema name='a'><attribute name='e' type='enum'><enum "
        "name='x'/></attribute></sectionSchema>",
        "<sectionSchema name='a'><attribute name='e' type='enum'><enum "
        "value='1'/></attribute></sectionSchema>"})
    EXPECT_EQ(error_of("<configSchema>" + inside + "</configSchema>").code, ErrorCode::not_understood)
        << inside;
}

TEST(SchemaReader, RefusesWhatIsNestedTooDeeply) {
  std::string open, close;
  for (int i = 0; i < 5000; ++i) {
    open += "<element name='e'>";
    close += "</element>";
  }
  EXPECT_THAT(
      error_of("<configSchema><sectionSchema name='s'>" + open + close + "</sectionSchema></configSchema>")
          .message,
      HasSubstr("too deeply"));
}

TEST(Completed, TakesOfTheFallbackOnlyWhatIsMissing) {
  Schema server;
  server.put("a", {"a", {{.name = "own"}}});
  Schema fallback;
  fallback.put("a", {"a", {{.name = "other"}}});
  fallback.put("b", {"b"});
  const Schema schema = completed(server, fallback);
  EXPECT_THAT(schema.sections(), SizeIs(2));
  EXPECT_NE(schema.section("a")->attribute("own"), nullptr);
  EXPECT_EQ(schema.section("a")->attribute("other"), nullptr);
}

}  // namespace
}  // namespace certlift::iis
