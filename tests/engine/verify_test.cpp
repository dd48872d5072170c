#include "engine/verify.h"

#include "engine/registry.h"
#include "support/run_engine.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

/// The laws must bite: a transform that lies is caught, whatever the lie.
namespace certlift::engine {
namespace {

const std::string mapping =
    "<iisClientCertificateMappingAuthentication enabled=\"true\"><oneToOneMappings>"
    "<add userName=\"u1\" password=\"p\" certificate=\"QzE=\" /><add userName=\"u2\" password=\"p\" "
    "certificate=\"QzI=\" />"
    "</oneToOneMappings></iisClientCertificateMappingAuthentication>";

std::string wrapped(const std::string& section) {
  return "<system.webServer><security><authentication>" + section +
         "</authentication></security></system.webServer>";
}

std::string location(const std::string& path, const std::string& body) {
  return "<location path=\"" + path + "\">" + body + "</location>";
}

const std::string configuration =
    "<!-- before --><configuration>\n<!-- one --><system.webServer><handlers accessPolicy=\"Read\"><!-- "
    "inside "
    "--></handlers></system.webServer>\n"
    "<!-- two -->" +
    location("T", wrapped("<!-- three -->")) +
    location("S", wrapped("<basicAuthentication enabled=\"false\" />")) + location("S/A", wrapped(mapping)) +
    location("S/B", "<customSettings><add key=\"k\" value=\"v\" /></customSettings>") +
    "\n</configuration>\n<!-- behind -->\n";

/// The honest fix, as the registered transform makes it; the lie changes its edits or what it declares.
const Transform& honest =
    *std::ranges::find(registry(), std::string_view("misplaced-client-cert-mappings"), &Transform::id);

FixWork honest_work(const iis::HostConfig& config) {
  return honest.find(config).front().fix->work();
}

std::function<void(const iis::HostConfig&, FixWork&)> lie;

std::vector<Finding> find_and_lie(const iis::HostConfig& config) {
  std::vector<Finding> findings = honest.find(config);
  for (Finding& finding : findings) {
    FixWork work = honest_work(config);
    lie(config, work);
    finding.fix = std::make_shared<const Fix>(Fix{.title = "", .work = [=] { return work; }});
  }
  return findings;
}

const Transform liar{.id = "liar", .title = "", .explain = "", .risks = {}, .find = find_and_lie};

/// The message of the law that the lie breaks; "" if none does.
std::string caught(const std::function<void(const iis::HostConfig&, FixWork&)>& how) {
  lie = how;
  const auto repair = fix(configuration, "", {std::span(&liar, 1)});
  if (repair) return "";
  EXPECT_EQ(repair.error().code, ErrorCode::law_broken) << repair.error().message;
  return repair.error().message;
}

void replace_in_edits(FixWork& work, const std::string& from, const std::string& to) {
  std::size_t made = 0;
  for (text::Edit& edit : work.edits)
    if (const std::size_t at = edit.text.find(from); at != std::string::npos) {
      edit.text.replace(at, from.size(), to);
      ++made;
    }
  ASSERT_EQ(made, 1U) << from;
}

void replace_in_content(FixWork& work, const std::string& from, const std::string& to) {
  std::optional<std::string>& declared = work.declared.changes.back().content;
  ASSERT_TRUE(declared);
  std::string content = declared.value_or("");
  const std::size_t at = content.find(from);
  ASSERT_NE(at, std::string::npos) << from << " in " << content;
  declared = content.replace(at, from.size(), to);
}

void also_replace(FixWork& work, const std::string& from, const std::string& to) {
  const std::size_t at = configuration.find(from);
  ASSERT_NE(at, std::string::npos) << from;
  work.edits.push_back({{at, at + from.size()}, to});
}

TEST(Laws, LetAnHonestTransformPass) {
  EXPECT_EQ(caught([](const iis::HostConfig&, FixWork&) {}), "");
}

TEST(Laws, CatchADroppedMapping) {
  EXPECT_NE(caught([](const iis::HostConfig&, FixWork& work) {
              replace_in_edits(work, R"(<add userName="u2" password="p" certificate="QzI=" />)", "");
            }),
            "");
}

TEST(Laws, CatchReorderedMappings) {
  EXPECT_NE(caught([](const iis::HostConfig&, FixWork& work) {
              const std::string one = R"(<add userName="u1" password="p" certificate="QzE=" />)";
              const std::string two = R"(<add userName="u2" password="p" certificate="QzI=" />)";
              replace_in_edits(work, one + two, two + one);
            }),
            "");
}

TEST(Laws, CatchAChangedValueInWhatMoves) {
  for (const auto& [from, to] : {std::pair{"userName=\"u1\"", "userName=\"admin\""},
                                 {"password=\"p\"", "password=\"q\""},
                                 {"enabled=\"true\"", "enabled=\"true\" logonMethod=\"Batch\""}})
    EXPECT_NE(caught([&](const iis::HostConfig&, FixWork& work) { replace_in_edits(work, from, to); }), "")
        << from;
}

TEST(Laws, CatchAChangeElsewhere) {
  for (const auto& [from, to] :
       {std::pair{"accessPolicy=\"Read\"", "accessPolicy=\"Read, Write\""},
        {"value=\"v\"", "value=\"w\""},
        {"<basicAuthentication enabled=\"false\" />", "<basicAuthentication enabled=\"true\" />"},
        {"<basicAuthentication enabled=\"false\" />", ""},
        {"path=\"T\"", "path=\"U\""},
        {"path=\"T\"", "path=\"T\" overrideMode=\"Allow\""},
        {"<customSettings>", "<customSettings><clear />"}})
    EXPECT_NE(caught([&](const iis::HostConfig&, FixWork& work) { also_replace(work, from, to); }), "")
        << from << to;
}

TEST(Laws, CatchATouchedComment) {
  for (const char* comment : {"before", "one", "two", "three", "inside", "behind"}) {
    const std::string whole = "<!-- " + std::string(comment) + " -->";
    EXPECT_NE(caught([&](const iis::HostConfig&, FixWork& work) { also_replace(work, whole, ""); }), "")
        << comment;
    EXPECT_NE(caught([&](const iis::HostConfig&, FixWork& work) { also_replace(work, whole, "<!-- x -->"); }),
              "")
        << comment;
  }
}

TEST(Laws, CatchACopyInsteadOfAMove) {
  EXPECT_NE(caught([](const iis::HostConfig&, FixWork& work) {
              std::erase_if(work.edits, [](const text::Edit& edit) { return edit.text.empty(); });
            }),
            "");
}

TEST(Laws, CatchADeclarationThatIsNotMet) {
  EXPECT_NE(caught([](const iis::HostConfig&, FixWork& work) { work.declared.changes.pop_back(); }), "");
  EXPECT_NE(caught([](const iis::HostConfig&, FixWork& work) {
              work.declared.changes.back().content = std::nullopt;
            }),
            "");
  EXPECT_NE(
      caught([](const iis::HostConfig&, FixWork& work) { work.declared.mappings->meanings.pop_back(); }), "");
  EXPECT_NE(caught([](const iis::HostConfig&, FixWork& work) {
              work.declared.changes.push_back({{.section = "nothing"}, "says this"});
            }),
            "");
}

/// The edits and what is declared of the section agree; only the mappings that must be in effect say
/// otherwise.
TEST(Laws, CatchAMappingThatIsLostAsDeclared) {
  EXPECT_NE(caught([](const iis::HostConfig&, FixWork& work) {
              replace_in_edits(work, R"(<add userName="u2" password="p" certificate="QzI=" />)", "");
              replace_in_content(work, R"(<add certificate="QzI=" password="p" userName="u2"></add>)", "");
            }),
            "");
}

TEST(Laws, CatchMappingsThatAreReorderedAsDeclared) {
  EXPECT_NE(caught([](const iis::HostConfig&, FixWork& work) {
              const std::string one = R"(<add userName="u1" password="p" certificate="QzE=" />)";
              const std::string two = R"(<add userName="u2" password="p" certificate="QzI=" />)";
              replace_in_edits(work, one + two, two + one);
              const std::string first = R"(<add certificate="QzE=" password="p" userName="u1"></add>)";
              const std::string second = R"(<add certificate="QzI=" password="p" userName="u2"></add>)";
              replace_in_content(work, first + second, second + first);
            }),
            "");
}

TEST(Laws, CatchAKindThatIsSwitchedOffAsDeclared) {
  EXPECT_NE(caught([](const iis::HostConfig&, FixWork& work) {
              const std::string off = R"( oneToOneCertificateMappingsEnabled="false")";
              replace_in_edits(work, R"(enabled="true")", R"(enabled="true")" + off);
              replace_in_content(work, R"(enabled="true")", R"(enabled="true")" + off);
            }),
            "");
}

TEST(Laws, CatchASectionThatIsOffAsDeclared) {
  EXPECT_NE(caught([](const iis::HostConfig&, FixWork& work) {
              replace_in_edits(work, R"(enabled="true")", R"(enabled="false")");
              replace_in_content(work, R"(enabled="true")", R"(enabled="false")");
            }),
            "");
}

TEST(Laws, CatchACertificateThatIsMappedTwiceAsDeclared) {
  const std::string message = caught([](const iis::HostConfig&, FixWork& work) {
    replace_in_edits(work, R"(certificate="QzI=")", R"(certificate="QzE=")");
    replace_in_content(work, R"(certificate="QzI=")", R"(certificate="QzE=")");
    std::string& second = work.declared.mappings->meanings.at(1);
    second.replace(second.find("QzI="), 4, "QzE=");
  });
  EXPECT_NE(message.find("would stand twice"), std::string::npos) << message;
}

TEST(Laws, CatchWhatIsNoXmlAnyMore) {
  EXPECT_NE(caught([](const iis::HostConfig&, FixWork& work) {
              also_replace(work, "<customSettings>", "<customSettings");
            }),
            "");
}

TEST(Laws, CatchAFixThatDoesNotMend) {
  const std::string message = caught([](const iis::HostConfig&, FixWork& work) {
    const std::size_t end = configuration.find("\n</configuration>");
    work.edits = {{{end, end + 1}, "\n\n"}};
    work.declared.changes.clear();
    work.declared.mappings.reset();
  });
  EXPECT_NE(message.find("it is fixed"), std::string::npos) << message;
}

TEST(Laws, CatchAFixThatNeverRests) {
  static const Transform restless{
      .id = "restless", .title = "", .explain = "", .risks = {}, .find = [](const iis::HostConfig& config) {
        const std::size_t end = config.document().text().size();
        Finding finding;
        finding.severity = Severity::note;
        finding.offset = end;
        finding.message = "more";
        finding.fix = std::make_shared<const Fix>(
            Fix{.title = "", .work = [=] { return FixWork{.edits = {{{end, end}, "\n"}}}; }});
        return std::vector<Finding>{finding};
      }};
  const auto repair = fix(configuration, "", {std::span(&restless, 1)});
  ASSERT_FALSE(repair);
  EXPECT_EQ(repair.error().code, ErrorCode::law_broken);
}

TEST(VerifyLocal, CatchesAByteChangedOutsideTheEdits) {
  text::EditSet edits;
  ASSERT_TRUE(edits.add(std::vector<text::Edit>{{{3, 5}, "XYZ"}}));
  EXPECT_TRUE(verify_local("abcdefgh", "abcXYZfgh", edits));
  for (const char* after : {"abcXYZfgi", "aBcXYZfgh", "abcXYZfg", "abcXYZfghh", "abcXYfgh", ""})
    EXPECT_FALSE(verify_local("abcdefgh", after, edits)) << after;
}

/// A finding, and the fix that was made for it, if any.
SharedFinding found(const std::string& location, const std::string& site,
                    const std::optional<std::string>& subject = {},
                    const std::shared_ptr<const Fix>& fix = nullptr, Severity severity = Severity::error) {
  Finding finding;
  finding.rule = "a-rule";
  finding.location = location;
  finding.site = site;
  finding.subject = subject;
  finding.fix = fix;
  finding.severity = severity;
  return std::make_shared<const Finding>(std::move(finding));
}

TEST(VerifyFixed, CatchesWhatWasFixedAndIsThereAgain) {
  const auto fix = std::make_shared<const Fix>();
  const std::vector before{found("S/A", "S", {}, fix)};
  EXPECT_TRUE(verify_fixed(before, {{fix, {}}}, {}));
  EXPECT_FALSE(verify_fixed(before, {{fix, {}}}, std::vector{found("S/A", "S")}));
  EXPECT_FALSE(verify_fixed(before, {{fix, {}}}, before));
}

TEST(VerifyMended, CatchesWhatIsNew) {
  const std::vector before{found("S/A", "S")};
  EXPECT_TRUE(verify_fixed(before, {}, before));
  EXPECT_FALSE(verify_fixed(before, {}, std::vector{found("S/A", "S"), found("S/A", "S")}));
  EXPECT_FALSE(verify_fixed(before, {}, std::vector{found("S/B", "S")}));
  EXPECT_FALSE(verify_fixed(before, {}, std::vector{found("S/A", "T")}));
  EXPECT_FALSE(verify_fixed(before, {}, std::vector{found("S/B", "S", {}, nullptr, Severity::warning)}));
  EXPECT_TRUE(verify_fixed(before, {}, std::vector{found("S/B", "S", {}, nullptr, Severity::note)}))
      << "a note asks nothing of anybody";
}

/// Round two sees what was lifted at the site, and paths as other tags write them.
TEST(VerifyMended, KnowsAFindingThatHasMoved) {
  const std::vector before{found("S/A", "S", "the certificate"), found("S/B", "S")};
  const std::vector after{found("S", "s", "the certificate"), found("s/b/", "s")};
  EXPECT_TRUE(verify_fixed(before, {}, after));
  EXPECT_FALSE(verify_fixed(before, {}, std::vector{found("S/A", "S", "another certificate")}));
}

TEST(VerifyBytes, CatchesAnotherEncodingOrText) {
  const std::string bytes = text::encode("<a/>", text::Encoding::utf16_le, text::Bom::present);
  const auto caught_if = [&](const std::function<void(Reading&)>& spoil) {
    const auto reading = open(bytes, "", {});
    EXPECT_TRUE(reading);
    EXPECT_EQ((*reading)->bytes(), bytes);
    spoil(**reading);
    return !verify_bytes(**reading).has_value();
  };
  EXPECT_FALSE(caught_if([](Reading&) {}));
  EXPECT_TRUE(caught_if([](Reading& reading) { reading.encoding = text::Encoding::utf16_be; }));
  EXPECT_TRUE(caught_if([](Reading& reading) { reading.bom = text::Bom::absent; }));
  EXPECT_TRUE(caught_if([](Reading& reading) {
    reading.utf16 = text::encode("<b/>", text::Encoding::utf16_le, text::Bom::present);
  }));
}

}  // namespace
}  // namespace certlift::engine
