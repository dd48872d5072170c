#include "cli/exit_code_table.h"

#include "apply/change.h"
#include "cli/commands.h"
#include "cli/run.h"
#include "support/made_trace.h"
#include "support/memory_disk.h"
#include "support/source_files.h"
#include "support/test_environment.h"
#include "support/transcript.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

/// What README.md and the help say of exit codes is what the program does.
namespace certlift::cli {
namespace {

using test::MemoryDisk;
using testing::HasSubstr;
using Words = std::vector<std::string>;

constexpr const char* driven_file = "/srv/shop.config";

/// A disk with a file of each kind, and a program.
class Drive {
 public:
  Drive() {
    for (const std::string name : {"shop", "risky", "clean"})
      disk.put("/srv/" + name + ".config",
               test::file_bytes(test::project_path("tests/cli/" + name + ".config")));
    disk.put("/srv/broken.config", "<configuration>\n  <oops>\n</configuration>\n");
    disk.put("/srv/twice.config",
             "<configuration><location path='S'><system.webServer><security><authentication>"
             "<windowsAuthentication><providers><add value='a'/><add value='A'/></providers>"
             "</windowsAuthentication></authentication></security></system.webServer></location>"
             "</configuration>");
  }

  int run(const Words& words) {
    std::istringstream in(input);
    std::ostringstream out, err;
    if (is_closed) out.setstate(std::ios::badbit);
    const int code =
        cli::run(words, {.files = disk, .environment = environment, .in = in, .out = out, .err = err});
    said = out.str() + err.str();
    return code;
  }

  /// Another process has every file, and does not let go.
  int run_held(const Words& words) {
    disk.fail_at(1, MemoryDisk::Times::from_then_on, MemoryDisk::Effect::nothing,
                 {ErrorCode::busy, "another process holds this file"});
    return run(words);
  }
  int run_closed(const Words& words) {
    is_closed = true;
    return run(words);
  }
  /// Fixes first, lets `meanwhile` happen, and puts the change's id behind.
  int run_after_fix(Words words, const std::function<void(Drive&, const std::string& id)>& meanwhile = {}) {
    run({"fix", driven_file});
    std::string id;
    for (const std::string& path : disk.paths())
      if (apply::is_change_id(disk::file_name_of(path))) id = disk::file_name_of(path);
    if (meanwhile) meanwhile(*this, id);
    if (words.front() != "backups") words.push_back(id);
    return run(words);
  }
  int run_apply(const std::function<void(Drive&)>& meanwhile = {}) {
    run({"plan", driven_file, "-o", "/srv/plan.json"});
    if (meanwhile) meanwhile(*this);
    return run({"apply", "/srv/plan.json"});
  }

  MemoryDisk disk;
  disk::Environment environment = test::test_environment();
  std::string input;
  std::string said;
  bool is_closed = false;
};

/// What the fix has written is written once more by another process.
void edit_what_was_fixed(Drive& drive, const std::string& /*id*/) {
  std::string bytes = drive.disk.bytes(driven_file);
  const std::size_t at = bytes.find("<manyToOneMappings>");
  ASSERT_NE(at, std::string::npos);
  drive.disk.put(driven_file,
                 bytes.insert(at + 1, "x-").insert(bytes.find("</manyToOneMappings>") + 2, "x-"));
}

void edit_blank(Drive& drive) {
  drive.disk.put(driven_file, drive.disk.bytes(driven_file) + "\n");
}

void damage_backup(Drive& drive, const std::string& id) {
  drive.disk.put("/srv/.certlift/" + id + "/shop.config", "damaged");
}

using Plays = std::map<std::pair<std::string, int>, std::function<int(Drive&)>>;

std::function<int(Drive&)> just(const Words& words) {
  return [words](Drive& drive) { return drive.run(words); };
}
std::function<int(Drive&)> held(const Words& words) {
  return [words](Drive& drive) { return drive.run_held(words); };
}
std::function<int(Drive&)> closed(const Words& words) {
  return [words](Drive& drive) { return drive.run_closed(words); };
}

Plays plays_of_looking() {
  const std::string file = driven_file, clean = "/srv/clean.config", broken = "/srv/broken.config";
  return {{{"check", 0}, just({"check", clean})},
          {{"check", 1}, just({"check", file})},
          {{"check", 3}, just({"check", broken})},
          {{"check", 4}, held({"check", file})},
          {{"diff", 0}, just({"diff", clean})},
          {{"diff", 1}, just({"diff", file})},
          {{"diff", 3}, just({"diff", broken})},
          {{"diff", 4}, held({"diff", file})},
          {{"backups", 0}, [](Drive& d) { return d.run_after_fix({"backups", driven_file}); }},
          {{"backups", 3}, [](Drive& d) { return d.run_after_fix({"backups", driven_file}, damage_backup); }},
          {{"backups", 4}, held({"backups", file})},
          {{"effective", 0}, just({"effective", file, "--path", "Shop"})},
          {{"effective", 1}, just({"effective", "/srv/twice.config", "--path", "S"})},
          {{"effective", 2}, just({"effective", file, "--path", "Nowhere"})},
          {{"effective", 3}, just({"effective", broken, "--path", "Shop"})},
          {{"effective", 4}, held({"effective", file, "--path", "Shop"})},
          {{"simulate", 0}, just({"simulate", file, "--url", "http://shop/"})},
          {{"simulate", 1}, just({"simulate", file, "--url", "http://shop/Partners"})},
          {{"simulate", 3}, just({"simulate", broken, "--url", "http://shop/"})},
          {{"simulate", 4}, held({"simulate", file, "--url", "http://shop/"})},
          {{"settings", 0}, just({"settings", file})},
          {{"settings", 2}, just({"settings", file, "--settings", broken})},
          {{"settings", 3}, just({"settings", file, "--settings", "/srv/nowhere.toml"})},
          {{"rules", 0}, just({"rules"})},
          {{"rules", 3}, closed({"rules"})},
          {{"completions", 0}, just({"completions", "bash"})},
          {{"completions", 3}, closed({"completions", "man"})},
          {{"explain", 0}, just({"explain", "plain-password"})},
          {{"explain", 2}, just({"explain", "nonsense"})},
          {{"explain", 3}, closed({"explain", "plain-password"})}};
}

constexpr const char* traced = "/srv/fr000001.xml";

/// On a disk with one more file.
std::function<int(Drive&)> with_file(const std::string& path, const std::string& text, const Words& words) {
  return [path, text, words](Drive& drive) {
    drive.disk.put(path, text);
    return drive.run(words);
  };
}

Plays plays_of_evidence() {
  const std::string file = driven_file, log = "/srv/u_ex.log", copy = "/srv/copies/applicationHost.config";
  const std::string fields = "#Fields: sc-status sc-substatus\n", sent = "/srv/web01.json";
  const std::string head = R"({"tool":"certlift","command":"check","schema_version":1,"targets":)";
  const std::string finding = R"([{"findings":[{"rule":"r","severity":"error"}]}]})";
  return {{{"freb", 0}, with_file(traced, test::mapped_trace(), {"freb", traced})},
          {{"freb", 1}, with_file(traced, test::failing_trace(), {"freb", traced})},
          {{"freb", 3}, just({"freb", file})},
          {{"freb", 4}, held({"freb", file})},
          {{"logs", 0}, with_file(log, fields + "200 0\n", {"logs", log})},
          {{"logs", 1}, with_file(log, fields + "401 2\n", {"logs", log})},
          {{"logs", 3}, just({"logs", file})},
          {{"logs", 4}, held({"logs", file})},
          {{"history", 0}, with_file(copy, "<configuration/>", {"history", "/srv/copies"})},
          {{"history", 1}, with_file(copy, "<configuration/>", {"history", "/srv/copies", "--config", file})},
          {{"history", 3}, just({"history", "/nowhere"})},
          {{"history", 4}, held({"history", "/srv"})},
          {{"report", 0}, with_file(sent, head + "[]}", {"report", sent})},
          {{"report", 1}, with_file(sent, head + finding, {"report", sent})},
          {{"report", 3}, just({"report", file})},
          {{"report", 4}, held({"report", file})}};
}

Plays plays_of_changing() {
  const std::string file = driven_file, broken = "/srv/broken.config", plan = "/srv/plan.json";
  return {{{"fix", 0}, just({"fix", file})},
          {{"fix", 1}, just({"fix", "/srv/risky.config"})},
          {{"fix", 3}, just({"fix", broken})},
          {{"fix", 4}, held({"fix", file})},
          {{"plan", 0}, just({"plan", file, "-o", plan})},
          {{"plan", 1}, just({"plan", "/srv/risky.config", "-o", plan})},
          {{"plan", 3}, just({"plan", broken, "-o", plan})},
          {{"plan", 4}, held({"plan", file, "-o", plan})},
          {{"apply", 0}, [](Drive& d) { return d.run_apply(); }},
          {{"apply", 3}, just({"apply", plan})},
          {{"apply", 4}, [](Drive& d) { return d.run_apply(edit_blank); }},
          {{"undo", 0}, [](Drive& d) { return d.run_after_fix({"undo", driven_file}); }},
          {{"undo", 3}, [](Drive& d) { return d.run_after_fix({"undo", driven_file}, damage_backup); }},
          {{"undo", 4}, [](Drive& d) { return d.run_after_fix({"undo", driven_file}, edit_what_was_fixed); }},
          {{"restore", 0}, [](Drive& d) { return d.run_after_fix({"restore", driven_file}); }},
          {{"restore", 3}, [](Drive& d) { return d.run_after_fix({"restore", driven_file}, damage_backup); }},
          {{"restore", 4},
           [](Drive& d) { return d.run_after_fix({"restore", driven_file}, edit_what_was_fixed); }}};
}

std::function<int(Drive&)> resource(const std::string& operation, const std::string& target,
                                    bool is_held = false) {
  return [=](Drive& drive) {
    drive.input = R"({"target": ")" + target + R"("})";
    return is_held ? drive.run_held({"dsc", operation}) : drive.run({"dsc", operation});
  };
}

/// A system with an event log, to which `code` is the answer; no code: it lets certlift register.
std::function<int(Drive&)> event_log(std::optional<ErrorCode> code) {
  return [=](Drive& drive) {
    drive.environment.set_event_source = [=](disk::EventSource) {
      return code ? std::optional(Error{*code, "access is denied"}) : std::nullopt;
    };
    return drive.run({"install-event-source"});
  };
}

Plays plays_of_windows() {
  return {{{"dsc", 0}, resource("set", driven_file)},
          {{"dsc", 1}, resource("set", "/srv/risky.config")},
          {{"dsc", 3}, resource("test", "/srv/broken.config")},
          {{"dsc", 4}, resource("test", driven_file, true)},
          {{"install-event-source", 0}, event_log(std::nullopt)},
          {{"install-event-source", 3}, event_log(ErrorCode::unwritable)}};
}

std::function<int(Drive&)> play_of(const Plays& plays, const std::string& command, int code) {
  const auto play = plays.find({command, code});
  if (play != plays.end()) return play->second;
  if (code == 2) return just({command, "--nonsense"});
  if (code != 130) return {};
  return [command](Drive& drive) {
    {
      disk::Writing(*drive.environment.interruption).keep_on();
    }
    drive.environment.interruption->request();
    return drive.run({command, driven_file});
  };
}

TEST(ExitCodeTable, IsWhatEachCommandDoes) {
  Plays plays = plays_of_looking();
  plays.merge(plays_of_changing());
  plays.merge(plays_of_evidence());
  plays.merge(plays_of_windows());
  for (const Command& command : commands())
    for (const auto& [code, text] : exit_codes_of(command.name)) {
      SCOPED_TRACE(std::string(command.name) + " " + std::to_string(code) + " " + std::string(text));
      if (code == 5) continue;  // a fault of certlift's own: ExitCode.TellsWhatWentWrong
      const auto play = play_of(plays, command.name, code);
      ASSERT_TRUE(play) << "nobody has tried it";
      Drive drive;
      EXPECT_EQ(play(drive), code) << drive.said;
      plays.erase({command.name, code});
    }
  for (const auto& [what, play] : plays) ADD_FAILURE() << what.first << " lacks " << what.second;
}

TEST(ExitCodeTable, StandsInReadme) {
  const std::string readme = test::file_bytes(test::project_path("README.md"));
  std::string expected = "| exit code | meaning |\n|---|---|\n";
  for (const auto& [code, text] : exit_codes())
    expected += "| " + std::to_string(code) + " | " + std::string(text) + " |\n";
  EXPECT_THAT(readme, HasSubstr(expected + "\n"));
}

TEST(ExitCodeTable, StandsAtTheEndOfEachCommandsHelp) {
  for (const Command& command : commands()) {
    Drive drive;
    EXPECT_EQ(drive.run({command.name, "--help"}), 0);
    std::string lines = "Exit codes:\n";
    for (const auto& [code, text] : exit_codes_of(command.name))
      lines += (code < 10 ? "  " + std::to_string(code) + "    " : "  " + std::to_string(code) + "  ") +
               std::string(text) + "\n";
    EXPECT_TRUE(drive.said.ends_with(lines)) << drive.said << lines;
  }
}

TEST(ExitCodeTable, KnowsNoCodeThatREADMEDoesNot) {
  for (const Command& command : commands())
    for (const Meaning& meaning : exit_codes_of(command.name))
      EXPECT_EQ(std::ranges::count(exit_codes(), meaning.code, &Meaning::code), 1) << command.name;
}

}  // namespace
}  // namespace certlift::cli
