#include "iis/host_config.h"
#include "iis/schema_reader.h"
#include "support/bytes.h"
#include "support/source_files.h"
#include "text/encoding.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

/// Holds what certlift knows of IIS's sections against real schema files, which stand beside the project
/// (`../shared/corpus/schema`), not in it.
namespace certlift::iis {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> schema_files() {
  std::vector<fs::path> files;
  const fs::path folder = test::project_path("../shared/corpus/schema");
  if (!fs::is_directory(folder)) return files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().string().ends_with("IIS_schema.xml")) files.push_back(entry.path());
  return files;
}

Schema schema_in(const fs::path& path) {
  Schema schema;
  const std::string bytes = test::read_bytes(path);
  const auto decoded = text::decode(bytes);
  EXPECT_TRUE(decoded) << path;
  const auto document = xml::Document::parse(std::string(decoded->text()), path.string());
  EXPECT_TRUE(document) << path;
  const auto read = read_schema(*document, schema);
  EXPECT_TRUE(read) << read.error().message;
  return schema;
}

/// The built-in section as the schema file has it: without what is documented, but not in the file.
ElementSchema as_in_the_file(const std::string& path, ElementSchema section) {
  if (path == section::access)
    std::erase_if(section.attributes.front().values,
                  [](const NamedValue& flag) { return flag.name == "SslMapCert"; });
  return section;
}

/// The one of that name, or nullptr.
template <class T>
const T* find_in(const std::vector<T>& list, const std::string& name, std::string T::* member) {
  const auto found = std::ranges::find(list, name, member);
  return found == list.end() ? nullptr : &*found;
}

/// Of this section certlift knows only a part: that part must be in the file.
void expect_part_of(const ElementSchema& part, const ElementSchema& whole) {
  std::vector<std::pair<const ElementSchema*, const ElementSchema*>> pairs{{&part, &whole}};
  while (!pairs.empty()) {
    const auto [known, real] = pairs.back();
    pairs.pop_back();
    for (const AttributeSchema& attribute : known->attributes) {
      const AttributeSchema* other = real->attribute(attribute.name);
      EXPECT_TRUE(other && *other == attribute) << known->name << "@" << attribute.name;
    }
    for (const ElementSchema& element : known->elements) {
      const ElementSchema* other = find_in(real->elements, element.name, &ElementSchema::name);
      ASSERT_TRUE(other) << element.name;
      pairs.emplace_back(&element, other);
    }
    for (const CollectionSchema& collection : known->collections) {
      const CollectionSchema* other = find_in(real->collections, collection.add, &CollectionSchema::add);
      ASSERT_TRUE(other) << collection.add;
      EXPECT_EQ(collection.remove, other->remove) << collection.add;
      EXPECT_EQ(collection.clear, other->clear) << collection.add;
      EXPECT_EQ(collection.merge_append, other->merge_append) << collection.add;
      EXPECT_EQ(collection.allow_duplicates, other->allow_duplicates) << collection.add;
      pairs.emplace_back(&collection.entry.front(), &other->entry.front());
    }
  }
}

TEST(BuiltInSchema, AgreesWithRealSchemaFiles) {
  const auto files = schema_files();
  if (files.empty()) GTEST_SKIP() << "the real schema files are not there: ../shared/corpus/schema";
  for (const fs::path& file : files) {
    const Schema real = schema_in(file);
    for (const auto& [path, section] : Schema::built_in().sections()) {
      SCOPED_TRACE(file.string() + ": " + path);
      ASSERT_NE(real.section(path), nullptr);
      if (path == section::sites)
        expect_part_of(section, *real.section(path));
      else
        EXPECT_EQ(as_in_the_file(path, section), *real.section(path));
    }
  }
}

TEST(BuiltInSchema, HasEachSectionUnderTheLastPartOfItsPath) {
  for (const auto& [path, section] : Schema::built_in().sections())
    EXPECT_EQ(section.name, path.substr(path.rfind('/') + 1));
}

}  // namespace
}  // namespace certlift::iis
