#include "library/open_file.h"

#include "support/bytes.h"
#include "support/memory_disk.h"
#include "support/program.h"
#include "support/source_files.h"
#include "text/encoding.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

/// What the library makes of a file in memory is what the program makes of it on a disk: of each case of each
/// transform the same reports and the same bytes.
namespace certlift::library {
namespace {

namespace fs = std::filesystem;

constexpr const char* path = "/srv/applicationHost.config";
constexpr const char* output = "/srv/fixed.config";
constexpr const char* day_of_the_test_environment = "2026-11-22";

struct GivenFile {
  std::string bytes;
  Request request = {.path = path, .today = day_of_the_test_environment};
  std::vector<std::string> options = {};
};

/// With the options that a case has, but for the rules: the program looks for all of them.
GivenFile file_of_case(const fs::path& before) {
  GivenFile file{test::read_bytes(before)};
  std::string options = before.string();
  options.replace(options.rfind(".before.config"), std::string::npos, ".options.txt");
  std::istringstream lines(test::read_bytes(options));
  for (std::string word, value; lines >> word && std::getline(lines >> std::ws, value);) {
    if (word == "accept") file.request.selection.accept.push_back(value);
    if (word == "site") file.request.selection.sites.push_back(value);
    if (word == "windows") file.request.windows = static_cast<unsigned>(std::stoul(value));
    if (word != "with") file.options.insert(file.options.end(), {"--" + word, value});
  }
  return file;
}

std::vector<fs::path> all_cases() {
  std::vector<fs::path> cases;
  for (const auto& entry : fs::recursive_directory_iterator(test::project_path("transforms")))
    if (entry.path().string().ends_with(".before.config")) cases.push_back(entry.path());
  std::ranges::sort(cases);
  return cases;
}

/// Replaces each `whole` by `rest`, which it ends with.
void erase_each(std::string& text, std::string_view whole, std::string_view rest) {
  for (std::size_t at = text.find(whole); at != std::string::npos; at = text.find(whole, at))
    text.erase(at, whole.size() - rest.size());
}

/// What the program says to that, as a library that knows no host would.
std::string of_program(test::MemoryDisk& disk, const GivenFile& file, std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), file.options.begin(), file.options.end());
  arguments.emplace_back(path);
  std::string said = run_program(disk, arguments).out;
  erase_each(said, "WEB01\"", "\"");  // of the JSON's "host"
  erase_each(said, " on WEB01<", "<");
  return said;
}

void expect_same(const GivenFile& file) {
  test::MemoryDisk disk;
  disk.put(path, file.bytes);
  OpenFile open(file.bytes, file.request);
  EXPECT_EQ(open.report(render::Command::check, DocumentFormat::json),
            of_program(disk, file, {"check", "--format", "json"}));
  EXPECT_EQ(open.report(render::Command::check, DocumentFormat::html),
            of_program(disk, file, {"check", "--format", "html"}));
  EXPECT_EQ(open.report(render::Command::fix, DocumentFormat::json),
            of_program(disk, file, {"fix", "--format", "json", "-o", output}));
  EXPECT_EQ(open.fixed_bytes().value_or(""), disk.bytes(output));
}

TEST(OpenFile, MakesOfEachCaseWhatTheProgramMakes) {
  const std::vector<fs::path> cases = all_cases();
  ASSERT_GT(cases.size(), 60u);
  for (const fs::path& before : cases) {
    SCOPED_TRACE(before.string());
    expect_same(file_of_case(before));
  }
}

TEST(OpenFile, MakesOfOtherEncodingsAndOfWhatIsNoConfigurationWhatTheProgramMakes) {
  const std::string shop = test::read_bytes(test::project_path("tests/cli/shop.config"));
  using text::Bom, text::Encoding, text::encode;
  for (const std::string& bytes :
       {encode(shop, Encoding::utf16_le, Bom::present), encode(shop, Encoding::utf16_be, Bom::present),
        encode(shop, Encoding::utf8, Bom::present), test::with_crlf(shop), std::string(),
        std::string("a\0b", 3), std::string("<configuration>"), std::string("\xff\xfe"), std::string("<a/>"),
        shop.substr(0, 700)})
    expect_same({bytes});
}

TEST(OpenFile, PredictsAnAnswerAsTheProgramDoes) {
  const GivenFile file{test::read_bytes(test::project_path("tests/cli/shop.config"))};
  test::MemoryDisk disk;
  disk.put(path, file.bytes);
  OpenFile open(file.bytes, file.request);
  for (const char* url : {"https://shop.example/Partners", "http://shop.example/"}) {
    SCOPED_TRACE(url);
    EXPECT_EQ(open.simulation(url, "", DocumentFormat::json),
              of_program(disk, file, {"simulate", "--no-certificate", "--format", "json", "--url", url}));
  }
  const std::string certificate = test::read_bytes(test::project_path("tests/fuzz/seeds/client.cer"));
  ASSERT_FALSE(certificate.empty());
  disk.put("/srv/alice.cer", certificate);
  EXPECT_EQ(open.simulation("https://shop.example/Partners", certificate, DocumentFormat::json),
            of_program(disk, file,
                       {"simulate", "--certificate", "/srv/alice.cer", "--format", "json", "--url",
                        "https://shop.example/Partners"}));
}

TEST(OpenFile, TiesATraceLogToTheFileAsTheProgramDoes) {
  const GivenFile file{test::read_bytes(test::project_path("tests/cli/shop.config"))};
  test::MemoryDisk disk;
  disk.put(path, file.bytes);
  OpenFile open(file.bytes, file.request);
  for (const char* name : {"trace-failing.xml", "trace-mapped.xml", "trace-windows.xml", "shop.config"}) {
    SCOPED_TRACE(name);
    const std::string log = test::read_bytes(test::project_path("tests/cli/" + std::string(name)));
    ASSERT_FALSE(log.empty());
    disk.put("/srv/fr000001.xml", log);
    EXPECT_EQ(open.trace_report(log, "/srv/fr000001.xml", DocumentFormat::json),
              of_program(disk, file, {"freb", "/srv/fr000001.xml", "--format", "json", "--config"}));
  }
}

TEST(OpenFile, SaysOfASiteThatIsNotThereNothingButThat) {
  OpenFile open(test::read_bytes(test::project_path("tests/cli/shop.config")),
                Request{.selection = {.sites = {"Shup"}}});
  const std::string said = open.report(render::Command::fix, DocumentFormat::json);
  EXPECT_NE(said.find(R"("exit_code": 2)"), std::string::npos) << said;
  EXPECT_NE(said.find(R"(there is no site \"Shup\" (did you mean \"Shop\"?))"), std::string::npos) << said;
  EXPECT_NE(said.find(R"("targets": [])"), std::string::npos) << said;
  EXPECT_EQ(open.fixed_bytes(), std::nullopt);
}

}  // namespace
}  // namespace certlift::library
