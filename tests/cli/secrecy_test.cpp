#include "support/program.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

/// No secret of a configuration is ever printed, whatever the options.
namespace certlift::test {
namespace {

/// What each piece of each secret begins with, and nothing else.
const std::string secret_mark = "S3CR";

/// A value in its quotes, as it stands in XML.
rc::Gen<std::string> secret_values() {
  const auto piece =
      rc::gen::element<std::string>("Zq7", "x%9", "\xC3\xA4#3", "&amp;8", "K;k=5", "[enc:P:", ":enc]",
                                    "&lt;=5", "password=", "&quot;", "::error::");
  const auto pieces = rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(piece));
  const auto joint = rc::gen::element<std::string>("", "", " ", "\n  ", "\r\n", "\t");
  const auto quote = rc::gen::element<std::string>("\"", "'");
  return rc::gen::map(rc::gen::tuple(pieces, joint, quote),
                      [](const std::tuple<std::vector<std::string>, std::string, std::string>& drawn) {
                        const auto& [parts, between, around] = drawn;
                        std::string text;
                        for (const std::string& part : parts)
                          text.append(text.empty() ? "" : between).append(secret_mark).append(part);
                        return around + text + around;
                      });
}

/// The places where a secret can stand, around its value.
const std::vector<std::pair<std::string, std::string>> places{
    {"<virtualDirectory path='/' userName='u' password=", " />"},
    {"<add name=\"a\" sessionKey = ", "/>"},
    {"<machineKey validationKey=", " decryptionKey=\"\"/>"},
    {"<add connectionString\n=\n", "></add>"},
    {"<!-- old: <add PassWord=", " /> -->"},
    {"<!-- it's password = ", " -->"},
    {"<environmentVariable value=", " name=\"DB_PASSWORD\" />"},
    {"<configurationRedirection userName=", " />"},
    {"<processModel proxyPassword=", "/>"},
    {"<add key='db' value='Server=s;", "' />"},
    {"<![CDATA[ password=", "]]>"},
};

std::string placed(const std::string& value, std::size_t kind) {
  const auto& [before, after] = places.at(kind);
  const bool is_nested = before.ends_with(";");
  const std::string inner = value.substr(1, value.size() - 2);
  return before + (is_nested ? "Password=" + inner : value) + after;
}

std::string configuration(const std::vector<std::pair<std::string, std::size_t>>& drawn,
                          const std::string& mapped) {
  std::string settings;
  for (const auto& [value, kind] : drawn) settings += "    " + placed(value, kind) + "\n";
  return "<configuration>\n  <system.applicationHost />\n  <appSettings>\n" + settings +
         "  </appSettings>\n  <location path=\"Shop/A\">\n    <system.webServer>\n      <security>\n"
         "        <access sslFlags=\"Ssl\" />\n        <authentication>\n          <!-- was password=" +
         mapped +
         " -->\n"
         "          <iisClientCertificateMappingAuthentication enabled=\"true\">\n"
         "            <oneToOneMappings>\n              <add userName=\"u\" certificate=\"QQ==\" password=" +
         mapped +
         " />\n            </oneToOneMappings>\n          </iisClientCertificateMappingAuthentication>\n"
         "        </authentication>\n      </security>\n    </system.webServer>\n  "
         "</location>\n</configuration>\n";
}

void expect_silence(MemoryDisk& disk, const std::vector<std::string>& arguments) {
  const Said said = run_program(disk, arguments);
  if ((said.out + said.err).find(secret_mark) != std::string::npos) RC_FAIL(said.out + said.err);
}

void expect_silence_of_all(const std::string& text) {
  MemoryDisk disk;
  disk.put("/a.config", text);
  disk.put("/web.config", text);
  for (const std::string format : {"text", "json", "sarif", "github", "junit"})
    for (const std::string command : {"check", "diff"})
      expect_silence(disk, {command, "/a.config", "-v", "--accept", "all", "--format", format});
  for (const std::string command : {"check", "diff", "fix"})
    expect_silence(disk, {command, "/web.config", "-v"});
  expect_silence(disk, {"plan", "/a.config", "-v", "--accept", "all", "-o", "-"});
  expect_silence(disk, {"fix", "/a.config", "-v", "--accept", "all"});
  expect_silence(disk, {"backups", "/a.config", "-v"});
  expect_silence(disk, {"backups", "/a.config", "--format", "json"});
  expect_silence(disk, {"undo", "/a.config", "-v", "--dry-run"});
  expect_silence(disk, {"undo", "/a.config", "-v"});
}

RC_GTEST_PROP(Secrecy, HoldsInWhateverIsPrinted, ()) {
  const auto drawn = *rc::gen::container<std::vector<std::pair<std::string, std::size_t>>>(
      rc::gen::pair(secret_values(), rc::gen::inRange<std::size_t>(0, places.size())));
  expect_silence_of_all(configuration(drawn, *secret_values()));
}

RC_GTEST_PROP(Secrecy, HoldsInWhatIsSaidOfBrokenFiles, ()) {
  const std::string whole =
      configuration({{*secret_values(), *rc::gen::inRange<std::size_t>(0, places.size())}}, *secret_values());
  const std::size_t cut = *rc::gen::inRange<std::size_t>(0, whole.size());
  const std::size_t gap = *rc::gen::inRange<std::size_t>(1, 4);
  MemoryDisk disk;
  disk.put("/a.config", whole.substr(0, cut) + whole.substr(std::min(cut + gap, whole.size())));
  const bool is_broken = run_program(disk, {"check", "/a.config"}).exit_code == 3;
  RC_CLASSIFY(is_broken);
  if (!is_broken) return;  // it may be another name that was broken, and then it is no secret any more
  for (const std::string command : {"check", "diff", "fix"})
    expect_silence(disk, {command, "/a.config", "-v"});
}

/// Messages quote names and values, and any attribute can be encrypted.
TEST(Secrecy, HoldsWhereAMessageQuotesAnEncryptedValue) {
  const std::string secret = "'[enc:P:" + secret_mark + "=:enc]'";
  const auto configuration_with = [&](const std::string& attributes) {
    return "<configuration><location path=" + secret +
           "><system.webServer><security><access sslFlags=" + secret +
           " /></security></system.webServer></location><location path='Shop/[enc:P:" + secret_mark +
           ":enc]'><system.webServer><security><access sslFlags='SslNegotiateCert' /><authentication>"
           "<iisClientCertificateMappingAuthentication enabled='true' " +
           attributes + "><oneToOneMappings><add userName=" + secret + " password=" + secret +
           " certificate=" + secret + " /></oneToOneMappings><manyToOneMappings><add name=" + secret +
           " userName='u' password='x' permissionMode='Deny' /></manyToOneMappings>"
           "</iisClientCertificateMappingAuthentication></authentication></security></system.webServer>"
           "</location><location path='Shop/B'><system.webServer><security>"
           "<access sslFlags='SslNegotiateCert' /></security></system.webServer></location></configuration>";
  };
  MemoryDisk disk;
  disk.put("/a.config", configuration_with(""));
  disk.put("/b.config", configuration_with("logonMethod=" + secret));
  for (const std::string format : {"text", "json", "sarif", "github", "junit"})
    for (const std::string command : {"check", "diff", "fix"}) {
      const Said said = run_program(disk, {command, "/a.config", "/b.config", "-v", "--format", format});
      EXPECT_EQ(said.exit_code, 1);
      EXPECT_EQ((said.out + said.err).find(secret_mark), std::string::npos) << said.out << said.err;
    }
}

/// The properties above would hold if nothing were ever printed.
TEST(Secrecy, IsNotForThoseWhoAskForSecrets) {
  MemoryDisk disk;
  disk.put("/a.config", configuration({}, "'" + secret_mark + "'"));
  EXPECT_NE(run_program(disk, {"diff", "/a.config", "--show-secrets"}).out.find(secret_mark),
            std::string::npos);
  EXPECT_NE(run_program(disk, {"diff", "/a.config"}).out.find("*** (secret 1)"), std::string::npos);
}

}  // namespace
}  // namespace certlift::test
