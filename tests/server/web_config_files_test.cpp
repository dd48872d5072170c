#include "server/web_config_files.h"

#include "xml/documents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace certlift::server {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> shown(std::span<const ContentFolder> folders) {
  std::vector<std::string> lines;
  for (const ContentFolder& folder : folders) lines.push_back(folder.path.text() + " = " + folder.folder);
  return lines;
}

/// `body`: of `<system.applicationHost>`.
struct Folders {
  explicit Folders(const std::string& body)
      : document(xml::parsed("<configuration><system.applicationHost>" + body +
                             "</system.applicationHost></configuration>")),
        config(document),
        folders(config, {{"C:\\", "/c"}}, [](const std::string&) { return std::nullopt; }) {}

  std::vector<std::string> named() const { return shown(folders.named()); }
  std::vector<std::string> down_to(const std::string& path) const {
    std::vector<ContentFolder> found;
    folders.visit_down_to(iis::LocationPath(path), [&](const ContentFolder& folder) {
      found.push_back(folder);
      return found.size() < 3;
    });
    return shown(found);
  }

  xml::Document document;
  iis::HostConfig config;
  ContentFolders folders;
};

constexpr const char* shop =
    "<sites><site name='Shop'>"
    "<application path='/'><virtualDirectory path='/' physicalPath='C:\\shop'/>"
    "<virtualDirectory path='/files' physicalPath='C:\\files'/></application>"
    "<application path='/api' applicationPool='Deaf'><virtualDirectory path='/' physicalPath='C:\\api'/>"
    "</application>"
    "<application path='/old'><virtualDirectory path='/' physicalPath='C:\\old' allowSubDirConfig='false'/>"
    "</application></site></sites>";

TEST(ContentFolders, AreThoseOfSitesApplicationsAndVirtualDirectories) {
  EXPECT_THAT(Folders(shop).named(), ElementsAre("Shop = /c/shop", "Shop/files = /c/files",
                                                 "Shop/api = /c/api", "Shop/old = /c/old"));
}

TEST(ContentFolders, OfAPoolThatReadsNoWebConfigAreNone) {
  const std::string pools =
      "<applicationPools><add name='deaf' enableConfigurationOverride='false'/></applicationPools>";
  const Folders folders(pools + shop);
  EXPECT_THAT(folders.named(), ElementsAre("Shop = /c/shop", "Shop/files = /c/files", "Shop/old = /c/old"));
  EXPECT_THAT(folders.down_to("Shop/api/v1"), IsEmpty());
  const std::string all_deaf =
      "<applicationPools><add name='DefaultAppPool' enableConfigurationOverride='false'/></applicationPools>";
  EXPECT_THAT(Folders(all_deaf + shop).named(), ElementsAre("Shop/api = /c/api"));
}

TEST(ContentFolders, BelowANamedOneAreItsSubfolders) {
  const Folders folders(shop);
  EXPECT_THAT(folders.down_to("shop/Files/2026/May"),
              ElementsAre("shop/Files/2026 = /c/files/2026", "shop/Files/2026/May = /c/files/2026/May"));
  EXPECT_THAT(folders.down_to("Shop/a"), ElementsAre("Shop/a = /c/shop/a"));
  EXPECT_THAT(folders.down_to("Shop/files"), IsEmpty());
}

TEST(ContentFolders, BelowAreVisitedAsLongAsWanted) {
  EXPECT_EQ(Folders(shop).down_to("Shop/1/2/3/4/5").size(), 3);
}

TEST(ContentFolders, BelowAreNoneThatIisDoesNotLookInto) {
  const Folders folders(shop);
  EXPECT_THAT(folders.down_to("Shop/old/x"), IsEmpty());
  EXPECT_THAT(folders.down_to("Other/x"), IsEmpty());
  EXPECT_THAT(folders.down_to(""), IsEmpty());
}

TEST(ContentFolders, NeverLeaveTheFolder) {
  EXPECT_THAT(Folders(shop).down_to("Shop/../../etc"), IsEmpty());
  EXPECT_THAT(Folders(shop).down_to("Shop/a/../../b"), ElementsAre("Shop/a = /c/shop/a"));
}

}  // namespace
}  // namespace certlift::server
