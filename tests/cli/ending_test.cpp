#include "cli/run.h"
#include "support/memory_disk.h"
#include "support/source_files.h"
#include "support/test_environment.h"
#include "support/transcript.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

/// Whatever ends a run says whether something was changed, and that is true.
namespace certlift::test {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;
using Arguments = std::vector<std::string>;
using Times = MemoryDisk::Times;
using Effect = MemoryDisk::Effect;

const std::string first_file = "/a/applicationHost.config", second_file = "/b/applicationHost.config";

struct Ran {
  int code;
  std::string out, err;
};

/// Two files that can be fixed, and certlift.
struct Desk {
  MemoryDisk disk;
  disk::Environment environment = test_environment();
  bool is_closed = false;
  const std::string bytes = file_bytes(test::project_path("tests/cli/shop.config"));

  Desk() {
    disk.put(first_file, bytes);
    disk.put(second_file, bytes);
  }

  Ran run(const Arguments& arguments) {
    std::istringstream in;
    std::ostringstream out, err;
    if (is_closed) out.setstate(std::ios::badbit);
    const int code =
        cli::run(arguments, {.files = disk, .environment = environment, .in = in, .out = out, .err = err});
    return {code, out.str(), err.str()};
  }

  std::string id() const {
    for (const std::string& path : disk.paths())
      if (path.ends_with("/change.json")) return disk::file_name_of(disk::directory_of(path));
    return {};
  }
};

struct EndedCommand {
  std::string name;
  std::function<Arguments(Desk&)> prepare;
};

const std::vector<EndedCommand> ended_commands{{"fix", [](Desk&) { return Arguments{"fix", first_file}; }},
                                               {"undo",
                                                [](Desk& desk) {
                                                  desk.run({"fix", first_file});
                                                  return Arguments{"undo", first_file, desk.id()};
                                                }},
                                               {"restore",
                                                [](Desk& desk) {
                                                  desk.run({"fix", first_file});
                                                  return Arguments{"restore", first_file, desk.id()};
                                                }},
                                               {"apply", [](Desk& desk) {
                                                  desk.run({"plan", first_file, "-o", "/plan.json"});
                                                  return Arguments{"apply", "/plan.json"};
                                                }}};

/// The last line that tells of an error.
std::string last_line(const std::string& text) {
  const std::string lines = text.substr(0, text.find_last_not_of('\n') + 1);
  return lines.substr(lines.rfind('\n') + 1);
}

/// False once the command ends before its n-th call.
bool end_at(const EndedCommand& command, std::size_t n, Times times, Effect effect) {
  SCOPED_TRACE(command.name + ", call " + std::to_string(n) + ", effect " +
               std::to_string(static_cast<int>(effect)));
  Desk desk;
  const Arguments arguments = command.prepare(desk);
  const std::string before = desk.disk.bytes(first_file);
  desk.disk.forget_calls();
  desk.disk.fail_at(n, times, effect);
  const Ran ran = desk.run(arguments);
  const bool reached = desk.disk.calls().size() >= n;
  const bool is_changed = desk.disk.bytes(first_file) != before;
  if (ran.code == 0) {
    EXPECT_TRUE(is_changed) << ran.err;
    return reached;
  }
  const std::string line = last_line(ran.err);
  const bool says_nothing = line.ends_with("; nothing was changed");
  const bool says_changed =
      line.find("; the file was changed; to undo that: certlift undo /a/") != std::string::npos;
  const bool says_unknown =
      line.find("; it is not known whether the file was changed; the backup 2026") != std::string::npos;
  EXPECT_EQ(says_nothing + says_changed + says_unknown, 1) << line;
  EXPECT_FALSE(says_nothing && is_changed) << line;
  EXPECT_FALSE(says_changed && !is_changed) << line;
  return reached;
}

TEST(Ending, SaysWhetherSomethingWasChangedWhereverTheDiskFails) {
  for (const EndedCommand& command : ended_commands)
    for (const Times times : {Times::once, Times::from_then_on})
      for (const Effect effect : {Effect::nothing, Effect::half, Effect::all}) {
        std::size_t n = 1;
        while (end_at(command, n, times, effect) && !HasFailure()) ++n;
        EXPECT_GT(n, 20U) << command.name;
      }
}

/// Which of the calls (1-based) of a fix replaces the target.
std::size_t call_of_swap() {
  Desk rehearsal;
  rehearsal.run({"fix", first_file});
  const auto& calls = rehearsal.disk.calls();
  return static_cast<std::size_t>(std::ranges::find(calls, "replace " + first_file) - calls.begin()) + 1;
}

/// A fix met another program when it replaced the file and was stopped before it could put back what that
/// wrote. The next run does it, and its n-th call and all that follow fail. False once it ends before that.
bool recovery_ends_at(std::size_t n, Effect effect, std::size_t swap, std::size_t& put_back) {
  SCOPED_TRACE("call " + std::to_string(n));
  constexpr std::string_view other = "<configuration><other/></configuration>";
  Desk desk;
  desk.disk.before_call(swap, [&](MemoryDisk& disk) { disk.put(first_file, other); });
  desk.disk.fail_at(swap + 1, Times::from_then_on);
  EXPECT_NE(desk.run({"fix", first_file}).code, 0);
  desk.disk.work_again();
  desk.environment.pid = 4712;  // the next run is another process
  desk.environment.process_mark = [](std::int64_t pid) {
    return pid == 4712 ? std::optional<std::string>("started at 2") : std::nullopt;
  };
  const std::string before = desk.disk.bytes(first_file);
  EXPECT_NE(before, other);
  desk.disk.forget_calls();
  desk.disk.fail_at(n, Times::from_then_on, effect);
  const Ran ran = desk.run({"fix", first_file});
  if (desk.disk.calls().size() < n || ran.code == 0) return false;
  if (desk.disk.bytes(first_file) != before) {
    EXPECT_EQ(desk.disk.bytes(first_file), other);
    EXPECT_THAT(last_line(ran.err), Not(HasSubstr("nothing was changed")));
    const std::string line = last_line(ran.err);
    const bool is_said =
        line.ends_with("; what another process had written is in place again, and nothing else was changed");
    EXPECT_TRUE(is_said || line.contains("; it is not known whether the file was changed; ")) << line;
    put_back += is_said ? 1 : 0;
  }
  return true;
}

TEST(Ending, OfARecoveryThatHasPutSomethingBackSaysSo) {
  const std::size_t swap = call_of_swap();
  for (const Effect effect : {Effect::nothing, Effect::half, Effect::all}) {
    std::size_t n = 1, put_back = 0;
    while (recovery_ends_at(n, effect, swap, put_back) && !HasFailure()) ++n;
    EXPECT_GT(n, 10U);
    EXPECT_GT(put_back, 2U);
  }
}

/// Which of the calls (1-based) removes the previous file.
std::size_t call_behind_swap(const MemoryDisk& disk) {
  const auto& calls = disk.calls();
  const auto found = std::ranges::find_if(calls, [](const std::string& call) {
    return call.starts_with("remove_file /a/.applicationHost.config.");
  });
  return static_cast<std::size_t>(found - calls.begin()) + 1;
}

TEST(Ending, NamesTheUndoOfAChangeThatWasMadeAllTheSame) {
  Desk rehearsal;
  rehearsal.run({"fix", first_file});
  const std::size_t behind = call_behind_swap(rehearsal.disk);
  Desk desk;
  desk.disk.fail_at(behind, Times::once);
  const Ran ran = desk.run({"fix", first_file, "--format", "json"});
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.err, HasSubstr("; the file was changed; to undo that: certlift undo " + first_file + " " +
                                 desk.id() + "\n"));
  EXPECT_TRUE(nlohmann::json::parse(ran.out)["targets"][0]["changed"]);
  desk.disk.work_again();
  EXPECT_EQ(desk.run({"undo", first_file, desk.id()}).code, 0);
  EXPECT_EQ(desk.disk.bytes(first_file), desk.bytes);
}

TEST(Ending, OfOneOfSeveralTargetsNamesIt) {
  Desk desk;
  desk.disk.put("/b/broken.config", "<a>");
  const Ran ran = desk.run({"fix", first_file, "/b/broken.config"});
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.err, HasSubstr("; /b/broken.config was not changed\n"));
  EXPECT_THAT(ran.err, Not(HasSubstr("nothing was changed")));
  EXPECT_NE(desk.disk.bytes(first_file), desk.bytes);
}

TEST(Ending, IsNotSaidByCommandsThatChangeNothing) {
  for (const std::string command : {"check", "diff", "backups"}) {
    Desk desk;
    desk.disk.put("/broken.config", "<a>");
    desk.disk.put("/.certlift/journal.jsonl", "{");
    EXPECT_THAT(desk.run({command, "/broken.config", "/missing.config"}).err, Not(HasSubstr("changed\n")));
    EXPECT_THAT(desk.run({command, "--nonsense"}).err, Not(HasSubstr("changed")));
  }
  Desk desk;
  EXPECT_THAT(desk.run({"fix", "--dry-run", "/missing.config"}).err, Not(HasSubstr("nothing was changed")));
  EXPECT_THAT(desk.run({"fix", "--nonsense"}).err, HasSubstr("; nothing was changed\nsee certlift fix"));
}

TEST(Ending, OfALostOutputSaysWhatWasChanged) {
  for (const EndedCommand& command : ended_commands)
    for (const Arguments& format : {Arguments{}, Arguments{"-q"}}) {
      Desk desk;
      Arguments arguments = command.prepare(desk);
      arguments.insert(arguments.end(), format.begin(), format.end());
      const std::string before = desk.disk.bytes(first_file);
      desk.is_closed = true;
      const Ran ran = desk.run(arguments);
      EXPECT_EQ(ran.code, 3) << command.name;
      EXPECT_NE(desk.disk.bytes(first_file), before);
      EXPECT_THAT(ran.err,
                  MatchesRegex("certlift: standard output could not be written; .*; this was changed, "
                               "and stays so:\ncertlift: " +
                               first_file + ": .*; backup 2026.*\n"))
          << command.name;
    }
  Desk desk;
  desk.is_closed = true;
  EXPECT_THAT(desk.run({"fix", first_file, "-o", "/result.config"}).err,
              HasSubstr("certlift: " + first_file + ": the result is in /result.config\n"));
  EXPECT_THAT(desk.run({"fix", first_file, "-o", "-"}).err, HasSubstr("is lost; nothing was changed\n"));
  EXPECT_THAT(desk.run({"check", first_file}).err, HasSubstr("is lost\n"));
}

TEST(Ending, OfALostOutputSaysWhatWasChangedByARunThatFailedAfterTheChange) {
  for (const EndedCommand& command : ended_commands) {
    Desk rehearsal;
    const Arguments rehearsed = command.prepare(rehearsal);
    rehearsal.disk.forget_calls();
    rehearsal.run(rehearsed);
    const std::size_t behind = call_behind_swap(rehearsal.disk);
    Desk desk;
    const Arguments arguments = command.prepare(desk);
    desk.is_closed = true;
    desk.disk.fail_at(behind, Times::once);
    EXPECT_THAT(
        desk.run(arguments).err,
        HasSubstr("; this was changed, and stays so:\ncertlift: " + first_file + ": changed; backup 2026"))
        << command.name;
  }
}

/// Asks certlift to end right after it has replaced the first of two files.
Ran interrupt_after_the_first(Desk& desk, const Arguments& arguments) {
  std::size_t n = 0;
  {
    Desk rehearsal;
    if (arguments.front() == "apply") rehearsal.run({"plan", first_file, second_file, "-o", "/plan.json"});
    rehearsal.disk.forget_calls();
    rehearsal.run(arguments);
    const auto& calls = rehearsal.disk.calls();
    n = static_cast<std::size_t>(std::ranges::find(calls, "replace " + first_file) - calls.begin()) + 2;
  }
  desk.disk.before_call(n, [&](MemoryDisk&) { desk.environment.interruption->request(); });
  return desk.run(arguments);
}

TEST(Ending, OfAnInterruptionSaysWhatWasChangedAndWhatWasNotBegun) {
  for (const Arguments& arguments :
       {Arguments{"fix", first_file, second_file}, Arguments{"apply", "/plan.json"}}) {
    Desk desk;
    if (arguments.front() == "apply") desk.run({"plan", first_file, second_file, "-o", "/plan.json"});
    const Ran ran = interrupt_after_the_first(desk, arguments);
    EXPECT_EQ(ran.code, 130);
    EXPECT_NE(desk.disk.bytes(first_file), desk.bytes);
    EXPECT_EQ(desk.disk.bytes(second_file), desk.bytes);
    EXPECT_FALSE(desk.disk.exists("/b/.certlift"));
    EXPECT_EQ(ran.err, "certlift: " + second_file + ": interrupted before the change was made; " +
                           second_file +
                           " was not changed\ncertlift: interrupted; this was changed, and stays "
                           "so:\ncertlift: " +
                           first_file + ": fixed; backup " + desk.id() + "\n");
    EXPECT_THAT(ran.out, HasSubstr(first_file + ": fixed; "));
  }
}

TEST(Ending, OfAnInterruptedRunOfOneFileSaysThatItIsFixed) {
  Desk desk;
  const Ran ran = interrupt_after_the_first(desk, {"fix", first_file, "--format", "json"});
  EXPECT_EQ(ran.code, 130);
  EXPECT_EQ(ran.err, "certlift: interrupted; this was changed, and stays so:\ncertlift: " + first_file +
                         ": fixed; backup " + desk.id() + "\n");
  EXPECT_TRUE(nlohmann::json::parse(ran.out)["targets"][0]["changed"]);
  EXPECT_EQ(nlohmann::json::parse(ran.out)["exit_code"], 130);
}

TEST(Ending, OfARunThatIsInterruptedBeforeTheChangeSaysSo) {
  Desk desk;
  std::size_t calls = 0;
  {
    Desk rehearsal;
    rehearsal.run({"fix", first_file});
    calls = static_cast<std::size_t>(std::ranges::find(rehearsal.disk.calls(), "replace " + first_file) -
                                     rehearsal.disk.calls().begin());
  }
  desk.disk.before_call(calls, [&](MemoryDisk&) { desk.environment.interruption->request(); });
  const Ran ran = desk.run({"fix", first_file});
  EXPECT_EQ(ran.code, 130);
  EXPECT_EQ(ran.err,
            "certlift: " + first_file +
                ": interrupted before the change was made; nothing was changed\ncertlift: interrupted; "
                "nothing was changed\n");
  EXPECT_EQ(desk.disk.bytes(first_file), desk.bytes);
}

}  // namespace
}  // namespace certlift::test
