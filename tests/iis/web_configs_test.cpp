#include "iis/web_configs.h"

#include "iis/certificate_request.h"
#include "iis/in_effect.h"
#include "iis/site_mappings.h"
#include "xml/documents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace certlift::iis {
namespace {

using testing::ElementsAre;

const std::string one_site =
    "<system.applicationHost><sites><site name='S'><application path='/'/><application path='/App'/>"
    "<application path='/App/In'/></site></sites></system.applicationHost>";
const std::string open_access =
    "<configSections><sectionGroup name='system.webServer'><sectionGroup name='security'>"
    "<section name='access' overrideModeDefault='Allow'/></sectionGroup></sectionGroup></configSections>";

std::string access_of(const std::string& value) {
  return "<system.webServer><security><access sslFlags='" + value + "'/></security></system.webServer>";
}

std::string tag(const std::string& path, const std::string& body, const std::string& attributes = "") {
  return "<location path='" + path + "'" + attributes + ">" + body + "</location>";
}

/// A server with web.config files.
class Server {
 public:
  explicit Server(const std::string& body)
      : config(documents_.emplace_back(xml::parsed("<configuration>" + body + "</configuration>"))) {}

  Server& with(const std::string& path, const std::string& body) {
    documents_.push_back(xml::parsed("<configuration>" + body + "</configuration>", "web.config"));
    files_.emplace_back(documents_.back());
    found_.push_back({LocationPath(path), files_.back()});
    return *this;
  }
  Server& look(const std::vector<LocationPath>& unread = {}) {
    config.look_into(std::make_shared<const WebConfigSections>(web_config_sections(config, found_, unread)));
    return *this;
  }
  std::string flags_at(const std::string& path) const {
    return std::string(effective_value(config, LocationPath(path), section::access, "sslFlags").value);
  }

 private:
  std::deque<xml::Document> documents_;  ///< the server's own first; stay where they are
  std::deque<HostConfig> files_;
  std::vector<WebConfigFile> found_;

 public:
  HostConfig config;
};

TEST(WebConfigs, CountWhereTheSectionIsOpenToThem) {
  const Server open = std::move(Server(open_access + one_site).with("S/App", access_of("Ssl")).look());
  EXPECT_EQ(open.flags_at("S/App"), "Ssl");
  EXPECT_EQ(open.flags_at("S/App/dir"), "Ssl");
  EXPECT_EQ(open.flags_at("S"), "None");
  const Server locked = std::move(Server(one_site).with("S/App", access_of("Ssl")).look());
  EXPECT_EQ(locked.flags_at("S/App"), "None");
  const Server unlocked =
      std::move(Server(one_site + tag("S/App", access_of("None"), " overrideMode='Allow'"))
                    .with("S/App", access_of("Ssl"))
                    .with("S/App/In", tag("x", access_of("Ssl128")))
                    .look());
  EXPECT_EQ(unlocked.flags_at("S/App"), "Ssl");
  EXPECT_EQ(unlocked.flags_at("S/App/In/x/y"), "Ssl128");
}

TEST(WebConfigs, AtOnePathTheFileOfItsOwnFolderIsTheLastWord) {
  const Server server =
      std::move(Server(open_access + one_site + tag("S/App", access_of("Ssl")))
                    .with("S/App", access_of("SslRequireCert"))
                    .with("S", access_of("None") + tag("App", access_of("SslNegotiateCert")))
                    .look());
  EXPECT_EQ(server.flags_at("S"), "None");
  EXPECT_EQ(server.flags_at("S/App"), "SslRequireCert");
}

TEST(WebConfigs, ATagOfTheServersBelowAFolderCountsBeforeTheFileInIt) {
  const Server server = std::move(
      Server(open_access + one_site + tag("S/App", access_of("Ssl"))).with("S", access_of("None")).look());
  EXPECT_EQ(server.flags_at("S/App"), "Ssl");
}

TEST(WebConfigs, KeepWhatTheirTagsKeepFromApplications) {
  const Server server =
      std::move(Server(open_access + one_site)
                    .with("S/App", tag(".", access_of("Ssl"), " inheritInChildApplications='false'"))
                    .look());
  EXPECT_EQ(server.flags_at("S/App/dir"), "Ssl");
  EXPECT_EQ(server.flags_at("S/App/In"), "None");
}

TEST(WebConfigs, NameThePathsThatTheySaySomethingOf) {
  const Server server = std::move(Server(open_access + one_site + tag("S/App", access_of("Ssl")))
                                      .with("S/App", access_of("Ssl") + tag("a/b", access_of("Ssl")))
                                      .with("S", "")
                                      .look());
  std::vector<std::string> paths;
  for (const LocationPath& path : counted_paths(server.config, LocationPath("s")))
    paths.push_back(path.text());
  EXPECT_THAT(paths, ElementsAre("s", "S/App", "S/App/a/b"));
}

TEST(WebConfigs, OfWhichNothingIsKnownAreDelegatedUnread) {
  const auto is_open = [](const Server& server, const std::string& path) {
    return is_delegated_unread(server.config, section::access, LocationPath(path));
  };
  const Server unread(open_access + one_site + tag("S/App/In", access_of("Ssl"), " overrideMode='Deny'"));
  EXPECT_TRUE(is_open(unread, "S"));
  EXPECT_TRUE(is_open(unread, "S/App"));
  EXPECT_TRUE(is_open(unread, "S/App/In"));  // by the file in S/App
  EXPECT_FALSE(is_open(unread, ""));
  EXPECT_FALSE(is_open(Server(one_site), "S/App"));
  const Server read = std::move(Server(open_access + one_site).look({LocationPath("S/App")}));
  EXPECT_FALSE(is_open(read, "S"));
  EXPECT_TRUE(is_open(read, "S/App"));
  EXPECT_TRUE(is_open(read, "S/App/In"));
}

TEST(WebConfigs, OpenToThemIsWhatIisDeclaresSoWhereTheFileSaysNothing) {
  const Server server(one_site);
  EXPECT_TRUE(is_delegated_unread(server.config, section::authorization, LocationPath("S")));
  EXPECT_FALSE(is_delegated_unread(server.config, section::anonymous, LocationPath("S")));
}

}  // namespace
}  // namespace certlift::iis
