#include "server/physical_path.h"

#include <gtest/gtest.h>

namespace certlift::server {
namespace {

std::string mapped(const std::string& path, const std::vector<std::string>& written = {}) {
  std::vector<PathMapping> mappings;
  for (const std::string& word : written) mappings.push_back(path_mapping(word).value_or(PathMapping{}));
  const auto variables = [](const std::string& name) {
    return name == "Web" ? std::optional<std::string>("W:\\web") : std::nullopt;
  };
  return local_path(path, mappings, variables);
}

TEST(PhysicalPath, HasItsVariablesExpanded) {
  EXPECT_EQ(mapped(R"(%SystemDrive%\inetpub)"), R"(C:\inetpub)");
  EXPECT_EQ(mapped(R"(%WINDIR%\x)"), R"(C:\Windows\x)");
  EXPECT_EQ(mapped(R"(%Web%\a)"), R"(W:\web\a)");
  EXPECT_EQ(mapped(R"(%unknown%\%Web%)"), R"(%unknown%\W:\web)");
  EXPECT_EQ(mapped("100% of %Web%"), R"(100% of W:\web)");
  EXPECT_EQ(mapped("50%"), "50%");
}

TEST(PhysicalPath, IsFoundWhereItWasCopied) {
  EXPECT_EQ(mapped(R"(c:\inetpub\a)", {R"(C:\=/mnt/c)"}), "/mnt/c/inetpub/a");
  EXPECT_EQ(mapped(R"(C:\inetpub\a)", {"C:=/mnt/c/"}), "/mnt/c/inetpub/a");
  EXPECT_EQ(mapped("C:/inetpub/a", {R"(C:\=E:\copy)"}), R"(E:\copy\inetpub\a)");
  EXPECT_EQ(mapped(R"(C:\)", {R"(C:\=/mnt/c)"}), "/mnt/c/");
  EXPECT_EQ(mapped(R"(\\files\web\a)", {R"(\\files\web=/srv/web)"}), "/srv/web/a");
}

TEST(PhysicalPath, TakesTheLongestMappingThatEndsWithAName) {
  EXPECT_EQ(mapped(R"(C:\inetpub\a)", {R"(C:\=/c)", R"(C:\inetpub=/i)"}), "/i/a");
  EXPECT_EQ(mapped(R"(C:\inetpub2\a)", {R"(C:\inetpub=/i)"}), R"(C:\inetpub2\a)");
}

TEST(PathMapping, NeedsBothSides) {
  EXPECT_FALSE(path_mapping("C:"));
  EXPECT_FALSE(path_mapping("=x"));
  EXPECT_FALSE(path_mapping("x="));
  EXPECT_EQ(path_mapping("a=b=c").value_or(PathMapping{}).to, "b=c");
}

}  // namespace
}  // namespace certlift::server
