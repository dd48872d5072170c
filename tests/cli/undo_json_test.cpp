#include "support/json_schema.h"
#include "support/program.h"
#include "support/source_files.h"
#include "support/transcript.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

/// Holds what undo, restore and backups print against docs/undo.schema.json and docs/backups.schema.json.
namespace certlift::test {
namespace {

using nlohmann::json;
using testing::IsEmpty;

class UndoJson : public testing::Test {
 protected:
  UndoJson() {
    disk.put(file, file_bytes(project_path("tests/cli/shop.config")));
    run_program(disk, {"fix", file, "-q"});
    id = run({"backups"}, "backups")["targets"][0]["backups"][0]["id"];
  }

  /// Runs it on the file, and holds the document against its schema.
  json run(std::vector<std::string> arguments, const std::string& schema) {
    arguments.insert(arguments.begin() + 1, {file, "--format", "json"});
    const Said said = run_program(disk, arguments);
    const json document = json::parse(said.out, nullptr, false);
    EXPECT_FALSE(document.is_discarded()) << said.out << said.err;
    const json published = json::parse(file_bytes(project_path("docs/" + schema + ".schema.json")));
    EXPECT_THAT(schema_violations(published, document), IsEmpty()) << document.dump(2);
    EXPECT_EQ(document["exit_code"], said.exit_code);
    EXPECT_EQ(document["command"], arguments.front());
    return document;
  }
  json target_of(std::vector<std::string> arguments) {
    return run(std::move(arguments), "undo")["targets"][0];
  }

  const std::string file = "/srv/applicationHost.config";
  std::string id;
  MemoryDisk disk;
};

TEST_F(UndoJson, TellsWhatWasUndone) {
  const json done = target_of({"undo"});
  EXPECT_EQ(done["path"], file);
  EXPECT_EQ(done["id"], id);
  EXPECT_EQ(done["changed"], true);
  EXPECT_NE(done["backup"], nullptr);
  EXPECT_NE(done["sha256_before"], done["sha256_after"]);
  EXPECT_EQ(done["nothing_to_do"], nullptr);
  const json again = target_of({"undo"});
  EXPECT_EQ(again["id"], nullptr);
  EXPECT_EQ(again["changed"], false);
  EXPECT_EQ(again["backup"], nullptr);
  EXPECT_EQ(again["nothing_to_do"], "no change is left to undo; name the ID of an undo to undo that one");
  EXPECT_EQ(target_of({"undo", id})["id"], id) << "which is not in force";
}

TEST_F(UndoJson, TellsWhatADryRunWouldDo) {
  const std::string before = disk.bytes(file);
  const json would = target_of({"undo", "--dry-run"});
  EXPECT_EQ(disk.bytes(file), before);
  EXPECT_EQ(would["changed"], true);
  EXPECT_EQ(would["backup"], nullptr);
  const json did = target_of({"undo"});
  EXPECT_EQ(would["sha256_before"], did["sha256_before"]);
  EXPECT_EQ(would["sha256_after"], did["sha256_after"]);
  EXPECT_EQ(run({"undo", "--dry-run"}, "undo")["dry_run"], true);
}

TEST_F(UndoJson, TellsWhatWasRestored) {
  const json done = target_of({"restore", id});
  EXPECT_EQ(done["id"], id);
  EXPECT_NE(done["backup"], nullptr);
  EXPECT_NE(target_of({"restore", id})["nothing_to_do"], nullptr);
  disk.erase(file);
  const json anew = target_of({"restore", id});
  EXPECT_EQ(anew["changed"], true);
  EXPECT_EQ(anew["backup"], nullptr);
  EXPECT_EQ(anew["sha256_before"], nullptr);
  EXPECT_EQ(anew["sha256_after"], done["sha256_after"]);
}

TEST_F(UndoJson, TellsWhyNothingWasDone) {
  disk.put(file, "<configuration />\n");
  const json refused = run({"undo"}, "undo");
  EXPECT_EQ(refused["exit_code"], 4);
  EXPECT_EQ(refused["targets"][0]["error"]["code"], "changed");
  EXPECT_EQ(target_of({"restore", id})["error"]["code"], "changed");
  EXPECT_EQ(run({"undo", "20200101T000000Z-0000"}, "undo")["exit_code"], 3);
}

TEST_F(UndoJson, TellsWhatWasRecovered) {
  disk.put("/srv/.certlift/journal.jsonl.new", "");
  disk.put("/srv/.certlift/lock", R"({"host":"WEB01","pid":1,"process":"x","time":"then"})");
  EXPECT_THAT(target_of({"undo"})["notes"], testing::Not(IsEmpty()));
  EXPECT_FALSE(disk.exists("/srv/.certlift/journal.jsonl.new"));
}

TEST_F(UndoJson, FitsWhateverBackupsTells) {
  run_program(disk, {"undo", file, "-q"});
  run_program(disk, {"fix", file, "-q", "--keep", "1"});
  const json intact = run({"backups"}, "backups")["targets"][0];
  EXPECT_EQ(intact["backups"][0]["state"], "intact");
  const std::string newest = intact["backups"][0]["id"];
  disk.put("/srv/.certlift/" + newest + "/change.json", "damaged");
  EXPECT_EQ(run({"backups"}, "backups")["targets"][0]["backups"][0]["state"], "damaged");
  disk.erase("/srv/.certlift/" + newest);
  const json missing = run({"backups"}, "backups");
  EXPECT_EQ(missing["exit_code"], 3);
  EXPECT_EQ(missing["targets"][0]["backups"][0]["state"], "missing");
}

TEST_F(UndoJson, NamesWhoseTheBackupsAre) {
  disk.put("/srv/more/applicationHost.config", "x");
  const Said said = run_program(disk, {"backups", "/srv/more/applicationHost.config", "--backup-dir",
                                       "/srv/.certlift", "--format", "json"});
  const json document = json::parse(said.out);
  EXPECT_EQ(document["targets"][0]["belong_to"], json::array({file}));
  const json published = json::parse(file_bytes(project_path("docs/backups.schema.json")));
  EXPECT_THAT(schema_violations(published, document), IsEmpty());
}

}  // namespace
}  // namespace certlift::test
