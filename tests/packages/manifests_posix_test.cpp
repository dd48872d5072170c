#include "support/process.h"
#include "xml/document.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <map>
#include <regex>
#include <sstream>

/// The manifests of the package managers, filled in as for a release, against the rules of their schemas.
namespace certlift::test {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;

class ManifestsProcess : public Process {
 protected:
  ManifestsProcess() {
    const std::string script = project_path("cmake/manifests.cmake");
    if (shell("echo program >certlift-1.2.3-windows-x64.zip\nsha256sum certlift-1.2.3-windows-x64.zip\n"
              "SOURCE_DATE_EPOCH=1767225600 cmake -DVERSION=1.2.3 -DHOMEPAGE=https://example.com/certlift"
              " -DARCHIVE=certlift-1.2.3-windows-x64.zip -DOUT=made -P '" +
              script + "'") != 0)
      ADD_FAILURE() << read("err");
    hash_ = read("out").substr(0, 64);
  }

  /// The keys of a winget manifest with their values, as deep as it goes: no key stands twice.
  std::map<std::string, std::string> winget(const std::string& file) const {
    std::map<std::string, std::string> values;
    std::istringstream lines(read("made/winget/Certlift.Certlift" + file + ".yaml"));
    const std::regex pair("(?:- |  )?([A-Za-z0-9]+): (\\S.*)");
    for (std::string line; std::getline(lines, line);) {
      std::smatch match;
      if (!std::regex_match(line, match, pair)) continue;
      EXPECT_TRUE(values.emplace(match[1], match[2]).second) << line;
    }
    return values;
  }

  std::string hash_;
};

const std::string release_url =
    "https://example.com/certlift/releases/download/v1.2.3/certlift-1.2.3-windows-x64.zip";

TEST_F(ManifestsProcess, OfWingetHaveWhatEachKindRequires) {
  for (const auto& [file, kind] : std::map<std::string, std::string>{
           {"", "version"}, {".installer", "installer"}, {".locale.en-US", "defaultLocale"}}) {
    const auto manifest = winget(file);
    EXPECT_EQ(manifest.at("ManifestType"), kind);
    EXPECT_EQ(manifest.at("ManifestVersion"), "1.6.0");
    EXPECT_EQ(manifest.at("PackageVersion"), "1.2.3");
    EXPECT_THAT(manifest.at("PackageIdentifier"),
                MatchesRegex("[^. /\\:*?\"<>|]{1,32}(\\.[^. /\\:*?\"<>|]{1,32}){1,7}"));
    EXPECT_THAT(read("made/winget/Certlift.Certlift" + file + ".yaml"),
                testing::StartsWith("# yaml-language-server: $schema=https://aka.ms/winget-manifest." + kind +
                                    ".1.6.0.schema.json\n"));
  }
  EXPECT_EQ(winget("").at("DefaultLocale"), winget(".locale.en-US").at("PackageLocale"));
}

TEST_F(ManifestsProcess, OfWingetNameTheProgramInTheArchive) {
  const auto installer = winget(".installer");
  EXPECT_EQ(installer.at("InstallerType"), "zip");
  EXPECT_EQ(installer.at("NestedInstallerType"), "portable");
  EXPECT_EQ(installer.at("RelativeFilePath"), "certlift.exe");
  EXPECT_THAT(installer.at("PortableCommandAlias"), MatchesRegex(".{1,40}"));
  EXPECT_EQ(installer.at("Architecture"), "x64");
  EXPECT_EQ(installer.at("InstallerUrl"), release_url);
  EXPECT_THAT(installer.at("InstallerSha256"), MatchesRegex("[A-F0-9]{64}"));
  EXPECT_THAT(installer.at("MinimumOSVersion"), MatchesRegex("[0-9]{1,5}(\\.[0-9]{1,5}){0,3}"));
  EXPECT_EQ(installer.at("ReleaseDate"), "2026-01-01");
}

TEST_F(ManifestsProcess, OfWingetDescribeItWithinTheLengthsThereAre) {
  const auto locale = winget(".locale.en-US");
  EXPECT_THAT(locale.at("Publisher"), MatchesRegex(".{2,256}"));
  EXPECT_THAT(locale.at("PackageName"), MatchesRegex(".{2,256}"));
  EXPECT_THAT(locale.at("License"), MatchesRegex(".{3,512}"));
  EXPECT_THAT(locale.at("ShortDescription"), MatchesRegex(".{3,256}"));
  EXPECT_THAT(locale.at("Moniker"), MatchesRegex("[^ ]{1,40}"));
}

TEST_F(ManifestsProcess, OfChocolateyHaveWhatANuspecRequires) {
  const auto document = xml::Document::parse(read("made/chocolatey/certlift.nuspec"), "certlift.nuspec");
  ASSERT_TRUE(document.has_value());
  const std::string text = read("made/chocolatey/certlift.nuspec");
  for (const char* element :
       {"id", "version", "authors", "description", "projectUrl", "licenseUrl", "tags", "summary", "title"})
    EXPECT_TRUE(std::regex_search(text, std::regex("<" + std::string(element) + ">[^<@]+</" + element + ">")))
        << element;
  EXPECT_THAT(text, HasSubstr("<id>certlift</id>"));
  EXPECT_THAT(text, HasSubstr("<version>1.2.3</version>"));
  const std::string script = read("made/chocolatey/tools/chocolateyinstall.ps1");
  EXPECT_THAT(script, HasSubstr("-Url64bit '" + release_url + "'"));
  EXPECT_THAT(script, HasSubstr("-Checksum64 '" + hash_ + "'"));
}

TEST_F(ManifestsProcess, OfScoopHaveWhatItsSchemaRequires) {
  const auto manifest = nlohmann::json::parse(read("made/scoop/certlift.json"));
  EXPECT_THAT(manifest["version"].get<std::string>(), MatchesRegex("[a-zA-Z0-9.+_-]+"));
  for (const char* key : {"homepage", "license", "description", "bin"})
    EXPECT_TRUE(manifest[key].is_string()) << key;
  EXPECT_EQ(manifest["architecture"]["64bit"]["url"], release_url);
  EXPECT_EQ(manifest["architecture"]["64bit"]["hash"], hash_);
}

TEST_F(ManifestsProcess, HaveNothingLeftToFillIn) {
  EXPECT_EQ(shell("grep -rE '@[A-Z_0-9]+@|: *$' made/winget made/scoop | grep -vE "
                  "'(NestedInstallerFiles|Installers|Tags):$'\n"
                  "grep -rE '@[A-Z_0-9]+@' made"),
            1)
      << read("out");
  EXPECT_EQ(read("out"), "");
}

}  // namespace
}  // namespace certlift::test
