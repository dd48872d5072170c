#include "iis/collection.h"

#include "xml/documents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <string>
#include <vector>

namespace certlift::iis {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const CollectionSchema by_name{
    .add = "add",
    .remove = "remove",
    .clear = "clear",
    .entry = {{"add", {{.name = "name", .key = KeyPart::unique}, {.name = "note"}}}}};

/// The notes of the entries, each level given as the inside of an element; `!` marks a duplicate.
std::vector<std::string> merged(const CollectionSchema& schema, const std::vector<std::string>& levels) {
  std::string text = "<all>";
  for (const std::string& level : levels) text += "<level>" + level + "</level>";
  const xml::Document document = xml::parsed(text + "</all>");
  std::deque<Collection> all;
  for (const xml::Element level : document.root().children())
    all.emplace_back(schema, all.empty() ? nullptr : &all.back()).lay_over({nullptr, level});
  std::vector<std::string> notes;
  for (const CollectionEntry& entry : all.back().entries())
    notes.push_back(std::string(entry.stored.element.value("note").value_or("")) + (entry.twin ? "!" : ""));
  return notes;
}

TEST(Collection, PutsOwnEntriesBehindTheInheritedOnes) {
  EXPECT_THAT(merged(by_name, {"<add name='a' note='1'/><add name='b' note='2'/>",
                               "<add name='c' note='3'/><add name='d' note='4'/>"}),
              ElementsAre("1", "2", "3", "4"));
}

TEST(Collection, PutsOwnEntriesInFrontAsABlockIfTheSchemaSaysSo) {
  CollectionSchema schema = by_name;
  schema.merge_append = false;
  EXPECT_THAT(merged(schema, {"<add name='a' note='1'/>", "<add name='c' note='2'/><add name='d' note='3'/>",
                              "<add name='e' note='4'/>"}),
              ElementsAre("4", "2", "3", "1"));
}

TEST(Collection, RemovesByKeyAndClearsWhatWasBefore) {
  EXPECT_THAT(merged(by_name, {"<add name='a' note='1'/><add name='b' note='2'/>",
                               "<remove name='A'/><remove name='nobody'/><add name='a' note='3'/>"}),
              ElementsAre("2", "3"));
  EXPECT_THAT(merged(by_name, {"<add name='a' note='1'/>",
                               "<add name='b' note='2'/><clear/><add name='a' note='3'/>"}),
              ElementsAre("3"));
  EXPECT_THAT(merged(by_name, {"<add name='a' note='1'/>", "<clear/><clear/>"}), IsEmpty());
}

TEST(Collection, KnowsOnlyTheDirectivesThatTheSchemaHas) {
  CollectionSchema schema = by_name;
  schema.remove = "";
  schema.clear = "clearAll";
  EXPECT_THAT(merged(schema, {"<add name='a' note='1'/><remove name='a'/><clear/><ad name='x'/>"}),
              ElementsAre("1"));
}

TEST(Collection, MarksTheSecondEntryOfAKeyInOneLevelAndAcrossLevels) {
  EXPECT_THAT(
      merged(by_name, {"<add name='a' note='1'/><add name='A' note='2'/>", "<add name='a' note='3'/>"}),
      ElementsAre("1", "2!", "3!"));
  EXPECT_THAT(merged(by_name, {"<add name='a' note='1'/><remove name='a'/><add name='a' note='2'/>"}),
              ElementsAre("2"));
}

TEST(Collection, AllowsDuplicatesWhereTheSchemaDoes) {
  CollectionSchema schema = by_name;
  schema.allow_duplicates = true;
  EXPECT_THAT(merged(schema, {"<add name='a' note='1'/><add name='a' note='2'/>"}), ElementsAre("1", "2"));
  EXPECT_THAT(merged(schema, {"<add name='a' note='1'/><add name='a' note='2'/><remove name='a'/>"}),
              IsEmpty());
}

TEST(Collection, ComparesKeysInTheirCaseIfTheSchemaSaysSo) {
  CollectionSchema schema = by_name;
  schema.entry.front().attributes.front().case_sensitive = true;
  EXPECT_THAT(merged(schema, {"<add name='a' note='1'/><add name='A' note='2'/><add name='a' note='3'/>"}),
              ElementsAre("1", "2", "3!"));
}

TEST(Collection, TakesCombinedAttributesTogetherAsOneKey) {
  const CollectionSchema schema{
      .add = "add",
      .remove = "remove",
      .entry = {
          {"add",
           {{.name = "users", .key = KeyPart::combined},
            {.name = "deep", .type = ValueType::boolean, .default_value = "true", .key = KeyPart::combined},
            {.name = "note"}}}}};
  EXPECT_THAT(merged(schema, {"<add users='a' note='1'/><add users='a' deep='false' note='2'/>"
                              "<add users='a' deep='True' note='3'/>"}),
              ElementsAre("1", "2", "3!"));
  EXPECT_THAT(merged(schema, {"<add users='a' note='1'/><add users='b' note='2'/><remove users='a'/>"}),
              ElementsAre("2"));
}

TEST(Collection, TakesEachUniqueAttributeAsAKeyOfItsOwn) {
  const CollectionSchema schema{
      .add = "add",
      .entry = {{"add",
                 {{.name = "name", .key = KeyPart::unique},
                  {.name = "id", .type = ValueType::integer, .key = KeyPart::unique},
                  {.name = "note"}}}}};
  EXPECT_THAT(merged(schema, {"<add name='a' id='1' note='1'/><add name='b' id='1' note='2'/>"
                              "<add name='c' id='2' note='3'/>"}),
              ElementsAre("1", "2!", "3"));
}

TEST(Collection, HasNoKeyForARequiredAttributeThatIsMissing) {
  CollectionSchema schema = by_name;
  schema.entry.front().attributes.front().presence = Presence::required;
  EXPECT_THAT(merged(schema, {"<add note='1'/><add note='2'/><add name='' note='3'/>"}),
              ElementsAre("1", "2", "3"));
}

TEST(Collection, TellsKeysApartHoweverTheirPartsAreMadeUp) {
  const CollectionSchema schema{.add = "add",
                                .entry = {{"add",
                                           {{.name = "a", .key = KeyPart::combined, .case_sensitive = true},
                                            {.name = "b", .key = KeyPart::combined, .case_sensitive = true},
                                            {.name = "note"}}}}};
  EXPECT_THAT(merged(schema, {"<add a='1b=2' b='3' note='1'/><add a='1' b='2b=3' note='2'/>"}),
              ElementsAre("1", "2"));
}

}  // namespace
}  // namespace certlift::iis
