#include "support/bytes.h"
#include "support/made_trace.h"
#include "support/memory_disk.h"
#include "support/program.h"
#include "support/source_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// The pages of the commands, in HTML and in Markdown.
namespace certlift::test {
namespace {

using testing::HasSubstr;
using testing::Not;

using Words = std::vector<std::string>;

constexpr const char* named_config = "/srv/1.config";
constexpr const char* request_log = "/srv/u_ex261103.log";

/// Every command that makes a page, on a disk that has what they read.
const std::vector<Words> page_commands{{"check", named_config},
                                       {"diff", named_config},
                                       {"plan", named_config, "-o", "/out/plan.json"},
                                       {"fix", named_config, "-o", "/out/fixed.config"},
                                       {"effective", named_config, "--path", "NAME/Partners"},
                                       {"simulate", named_config, "--url", "http://shop/Partners"},
                                       {"simulate", named_config, "--all"},
                                       {"freb", "/srv/fr000001.xml", "--config", named_config},
                                       {"logs", request_log, "--config", named_config}};

std::string replaced(std::string text, std::string_view from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

std::string xml_escaped(const std::string& name) {
  std::string text;
  for (const char c : name)
    text += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '"' ? "&quot;" : std::string(1, c);
  return text;
}

/// Where the site and its partner have that name.
Said page_of(const Words& command, const std::string& format, const std::string& name) {
  MemoryDisk disk;
  disk.put_directory("/out");
  disk.put(named_config, replaced(replaced(read_bytes(project_path("tests/cli/shop.config")), "\"Shop",
                                           "\"" + xml_escaped(name)),
                                  "Partner Ltd", xml_escaped(name)));
  disk.put("/srv/fr000001.xml", MadeTrace({.url = "https://a/" + xml_escaped(name)}).start().end().text());
  disk.put(request_log, "#Fields: cs-uri-stem sc-status sc-substatus s-siteid\n/" + replaced(name, " ", "+") +
                            " 401 2 1\n");
  Words words;
  for (const std::string& word : command) words.push_back(replaced(word, "NAME", name));
  words.insert(words.end(), {"--format", format});
  return run_program(disk, words);
}

/// Each tag of a page, with the names of its attributes: what a name of a file may add nothing to.
std::set<std::string> tags_of(const std::string& html) {
  std::set<std::string> tags;
  for (std::size_t at = 0; (at = html.find('<', at)) != std::string::npos;) {
    std::string tag;
    bool is_value = false;
    for (; at < html.size() && (is_value || html[at] != '>'); ++at) {
      if (html[at] == '"') is_value = !is_value;
      if (!is_value) tag += html[at];
    }
    tags.insert(tag);
    for (const char* raw : {"style", "script"})
      if (tag == std::string("<") + raw) at = html.find(std::string("</") + raw, at);
  }
  return tags;
}

std::vector<std::string> hostile_names() {
  std::vector<std::string> names;
  const std::vector<std::string> parts{"<script>alert(1)</script>",
                                       "\"><img src=x onerror=y>",
                                       "'",
                                       "]]>",
                                       "<!--",
                                       "--><b>",
                                       "&lt;i&gt;",
                                       "</title><svg/onload=z>",
                                       "</pre></details>",
                                       "`x`|*y*",
                                       "\u202Ea",
                                       "</script>",
                                       "<style>"};
  for (const std::string& part : parts)
    for (int i = 1; i <= 39; ++i) {
      std::string name = "n" + std::to_string(i);
      for (int j = 0; j < i % 4 + 1; ++j) name += part + (i % 2 == 0 ? " " : "");
      names.push_back(name + "e");
    }
  return names;
}

TEST(Pages, HaveTheExitCodeOfTheText) {
  for (const Words& command : page_commands) {
    const int code = page_of(command, "text", "Shop").exit_code;
    for (const char* format : {"html", "markdown"}) {
      const Said said = page_of(command, format, "Shop");
      EXPECT_EQ(said.exit_code, code) << command.front() << " " << said.err;
      EXPECT_TRUE(said.out.starts_with(std::string(format) == "html" ? "<!doctype html>" : "<!-- certlift "))
          << command.front() << said.err;
    }
  }
}

TEST(Pages, SayWhatTheCommandFound) {
  const std::vector<std::pair<Words, std::string>> parts{{page_commands[2], "certlift apply /out/plan.json"},
                                                         {page_commands[4], "anonymousAuthentication"},
                                                         {page_commands[5], "403.4"},
                                                         {page_commands[6], "SHOP"},
                                                         {page_commands[7], "fr000001.xml"},
                                                         {page_commands[8], "401.2"}};
  for (const auto& [command, part] : parts)
    for (const char* format : {"html", "markdown"})
      EXPECT_THAT(page_of(command, format, "Shop").out, HasSubstr(part)) << command.front() << format;
}

TEST(Pages, SayWhyThereIsNothingToShow) {
  MemoryDisk disk;
  disk.put(named_config, "<configuration>");
  for (const Words& command : {page_commands[0], page_commands[5], page_commands[6]})
    for (const char* format : {"html", "markdown"}) {
      Words words = command;
      words.insert(words.end(), {"--format", format});
      const Said said = run_program(disk, words);
      EXPECT_EQ(said.exit_code, 3);
      EXPECT_THAT(said.out, HasSubstr("is never closed")) << command.front();
    }
}

TEST(Pages, TakeNoNameForHtml) {
  const std::vector<std::string> names = hostile_names();
  ASSERT_GE(names.size(), 500U);
  std::vector<std::set<std::string>> harmless;
  for (const Words& command : page_commands) {
    harmless.push_back(tags_of(page_of(command, "html", "n e").out));
    harmless.back().merge(tags_of(page_of(command, "html", "n/e").out));
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::size_t command = i % page_commands.size();
    if (page_commands[command].front() == "effective" && names[i].contains('/')) continue;  // no site's name
    const Said said = page_of(page_commands[command], "html", names[i]);
    ASSERT_LE(said.exit_code, 1) << page_commands[command].front() << said.err;
    for (const std::string& tag : tags_of(said.out))
      EXPECT_TRUE(harmless[command].contains(tag)) << page_commands[command].front() << ": " << tag;
    EXPECT_THAT(said.out, Not(HasSubstr("\u202E")));
  }
}

TEST(Pages, TakeNoNameForMarkdown) {
  const std::vector<std::string> names = hostile_names();
  for (std::size_t i = 0; i < names.size(); i += 7) {
    const Words& command = page_commands[i % page_commands.size()];
    std::string text = page_of(command, "markdown", names[i]).out;
    for (std::size_t at = 0; (at = text.find("```", at)) != std::string::npos;) {
      const std::size_t end = text.find("\n```", at + 3);  // code blocks show what they hold
      text.erase(at, end == std::string::npos ? end : end + 4 - at);
    }
    for (const char* part : {"<script", "<img", "<svg", "<style"})
      for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; ++at)
        EXPECT_TRUE(at > 0 && text[at - 1] == '\\') << command.front() << text.substr(at, 60);
  }
}

TEST(Pages, AreNotMadeWhereThePlanGoesToStandardOutput) {
  MemoryDisk disk;
  disk.put(named_config, read_bytes(project_path("tests/cli/shop.config")));
  const Said said = run_program(disk, {"plan", named_config, "-o", "-", "--format", "html"});
  EXPECT_EQ(said.exit_code, 2);
  EXPECT_THAT(said.err, HasSubstr("the plan goes to standard output"));
}

}  // namespace
}  // namespace certlift::test
