#include "support/process.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <map>
#include <set>

/// The SBOM that the build makes: what SPDX 2.3 requires of it, and that it says what the program says.
namespace certlift::test {
namespace {

using nlohmann::json;
using testing::MatchesRegex;

std::string string_in(const json& value) {
  return value.get<std::string>();
}

class SbomProcess : public Process {
 protected:
  SbomProcess() {
    shell("cat \"$(dirname \"$(command -v certlift)\")/certlift.spdx.json\"");
    document_ = json::parse(read("out"));
  }
  json document_;
};

TEST_F(SbomProcess, HasWhatSpdxRequires) {
  EXPECT_EQ(document_["spdxVersion"], "SPDX-2.3");
  EXPECT_EQ(document_["dataLicense"], "CC0-1.0");
  EXPECT_EQ(document_["SPDXID"], "SPDXRef-DOCUMENT");
  EXPECT_NE(string_in(document_["name"]), "");
  EXPECT_THAT(string_in(document_["documentNamespace"]), MatchesRegex("https://[^#]+"));
  EXPECT_THAT(string_in(document_["creationInfo"]["created"]),
              MatchesRegex("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"));
  for (const json& creator : document_["creationInfo"]["creators"])
    EXPECT_THAT(string_in(creator), MatchesRegex("(Person|Organization|Tool): .+"));
  for (const json& package : document_["packages"]) {
    EXPECT_THAT(string_in(package["SPDXID"]), MatchesRegex("SPDXRef-[A-Za-z0-9.-]+"));
    for (const char* key :
         {"name", "downloadLocation", "licenseConcluded", "licenseDeclared", "copyrightText"})
      EXPECT_NE(string_in(package[key]), "") << package << key;
    EXPECT_EQ(package["filesAnalyzed"], false) << "or it would need a verification code";
  }
}

TEST_F(SbomProcess, RelatesWhatIsThere) {
  std::set<std::string> ids{"SPDXRef-DOCUMENT"};
  for (const json& package : document_["packages"])
    EXPECT_TRUE(ids.insert(string_in(package["SPDXID"])).second);
  std::set<std::string> related;
  for (const json& relation : document_["relationships"]) {
    EXPECT_THAT(string_in(relation["relationshipType"]), MatchesRegex("DESCRIBES|STATIC_LINK|DYNAMIC_LINK"));
    EXPECT_TRUE(ids.contains(string_in(relation["spdxElementId"]))) << relation;
    EXPECT_TRUE(ids.contains(string_in(relation["relatedSpdxElement"]))) << relation;
    related.insert(string_in(relation["relatedSpdxElement"]));
  }
  EXPECT_EQ(related.size() + 1, ids.size()) << "each but the document is related to something";
}

TEST_F(SbomProcess, NamesTheLibrariesThatTheProgramNames) {
  std::map<std::string, std::string> stated, said;
  for (const json& package : document_["packages"])
    stated[string_in(package["name"])] = string_in(package["versionInfo"]);
  ASSERT_EQ(shell("certlift --version --verbose"), 0);
  std::istringstream lines(read("out"));
  std::string word, version;
  lines >> word >> version;
  said[word] = version;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("  ")) continue;
    const std::size_t gap = line.find("  ", 2);
    said[line.substr(2, gap - 2)] = line.substr(line.find_last_of(' ') + 1);
  }
  EXPECT_GE(said.size(), 10u);
  EXPECT_EQ(stated, said);
}

TEST_F(SbomProcess, IsOfTheProgramBesideIt) {
  ASSERT_EQ(shell("sha256sum \"$(command -v certlift)\""), 0);
  EXPECT_EQ(string_in(document_["packages"][0]["checksums"][0]["checksumValue"]), read("out").substr(0, 64));
}

}  // namespace
}  // namespace certlift::test
