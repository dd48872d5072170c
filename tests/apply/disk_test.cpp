#include "apply/journal.h"
#include "apply/real_disk.h"
#include "apply/restore.h"
#include "apply/rotation.h"

#include <gtest/gtest.h>

/// What the disk of every system does.
namespace certlift::apply {
namespace {

TEST_F(DiskTest, ReplacesAFileAndKeepsABackup) {
  const auto outcome = change("new\n");
  ASSERT_TRUE(outcome) << outcome.error().message;
  EXPECT_EQ(bytes(path), "new\n");
  EXPECT_EQ(names(root), (std::vector<std::string>{".certlift", "applicationHost.config"}));
  const std::string store = root + "/.certlift";
  EXPECT_EQ(names(store), (std::vector<std::string>{outcome->id, "journal.jsonl"}));
  EXPECT_EQ(bytes(store + "/" + outcome->id + "/applicationHost.config"), "old\n");
  ASSERT_TRUE(change("newer\n"));
  EXPECT_EQ(bytes(path), "newer\n");
}

TEST_F(DiskTest, LeavesTheTimeOfAFileWithNothingToDo) {
  const auto before = fs::last_write_time(path);
  EXPECT_FALSE(change("old\n")->changed());
  EXPECT_EQ(fs::last_write_time(path), before);
  EXPECT_EQ(names(root), std::vector<std::string>{"applicationHost.config"});
}

TEST_F(DiskTest, ReadsFilesOfEverySize) {
  for (const std::size_t size : {0UL, 1UL, 65536UL, 3000001UL}) {
    std::string text(size, 'x');
    put(path, text);
    const auto content = disk->read(path);
    ASSERT_TRUE(content);
    EXPECT_EQ(content->bytes, text);
    EXPECT_EQ(content->info.size, size);
  }
}

TEST_F(DiskTest, TellsTwoFilesOfOneNameApart) {
  const std::string before = disk->info(path)->identity;
  EXPECT_EQ(disk->read(path)->info.identity, before);
  put(root + "/other", "old\n");
  fs::rename(root + "/other", path);
  EXPECT_NE(disk->info(path)->identity, before);
}

TEST_F(DiskTest, RefusesHardLinksAndDirectories) {
  fs::create_hard_link(path, root + "/second");
  EXPECT_EQ(change("new\n").error().code, ErrorCode::unwritable);
  EXPECT_EQ(bytes(path), "old\n");
  EXPECT_EQ(change("new\n", root).error().code, ErrorCode::unwritable);
  EXPECT_EQ(change("new\n", root + "/none").error().code, ErrorCode::not_found);
  EXPECT_FALSE(fs::exists(root + "/.certlift"));
}

TEST_F(DiskTest, MakesNothingWhereSomethingIs) {
  EXPECT_EQ(*disk->create_file(path, path, "x"), disk::Creation::already_there);
  EXPECT_EQ(bytes(path), "old\n");
  EXPECT_EQ(*disk->create_file(root + "/new", "", "x"), disk::Creation::created);
  EXPECT_EQ(bytes(root + "/new"), "x");
  EXPECT_EQ(*disk->create_directory(root + "/sub", path), disk::Creation::created);
  EXPECT_EQ(*disk->create_directory(root + "/sub", path), disk::Creation::already_there);
  EXPECT_EQ(*disk->create_file(root + "/sub", path, "x"), disk::Creation::already_there);
  EXPECT_EQ(disk->create_file(root + "/no/new", "", "x").error().code, ErrorCode::not_found);
}

TEST_F(DiskTest, AppendsAndMakesWhatIsMissing) {
  ASSERT_TRUE(disk->append(root + "/log", path, "one\n"));
  ASSERT_TRUE(disk->append(root + "/log", path, "two\n"));
  EXPECT_EQ(bytes(root + "/log"), "one\ntwo\n");
}

TEST_F(DiskTest, RemovesFilesAndEmptyDirectoriesOnly) {
  ASSERT_TRUE(disk->create_directory(root + "/sub", path));
  ASSERT_TRUE(disk->create_file(root + "/sub/file", path, "x"));
  EXPECT_FALSE(disk->remove_empty_directory(root + "/sub"));
  EXPECT_TRUE(disk->remove_file(root + "/sub/file"));
  EXPECT_EQ(disk->remove_file(root + "/sub/file").error().code, ErrorCode::not_found);
  EXPECT_TRUE(disk->remove_empty_directory(root + "/sub"));
}

TEST_F(DiskTest, KeepsWhatItReplaces) {
  put(root + "/staged", "new\n");
  const std::string before = disk->info(path)->identity;
  ASSERT_EQ(*disk->replace(path, root + "/staged"), disk::Displaced::kept) << "if this file system can";
  EXPECT_EQ(bytes(path), "new\n");
  EXPECT_EQ(bytes(root + "/staged"), "old\n");
  EXPECT_EQ(disk->info(root + "/staged")->identity, before);
}

TEST_F(DiskTest, PutsAFileWhereNoneIs) {
  put(root + "/staged", "new\n");
  EXPECT_EQ(*disk->replace(root + "/elsewhere", root + "/staged"), disk::Displaced::gone);
  EXPECT_EQ(bytes(root + "/elsewhere"), "new\n");
  EXPECT_FALSE(fs::exists(root + "/staged"));
}

TEST_F(DiskTest, GivesAFileANameThatIsFreeAndNoOther) {
  const std::string staged = root + "/staged";
  put(staged, "new\n");
  EXPECT_EQ(disk->give_free_name(staged, path).value(), disk::Creation::already_there);
  EXPECT_EQ(bytes(path), "old\n");
  EXPECT_EQ(bytes(staged), "new\n");
  fs::remove(path);
  EXPECT_EQ(disk->give_free_name(staged, path).value(), disk::Creation::created);
  EXPECT_EQ(bytes(path), "new\n");
  EXPECT_EQ(names(root), std::vector<std::string>{"applicationHost.config"});
  EXPECT_EQ(disk->info(path)->link_count, 1U);
  EXPECT_EQ(disk->give_free_name(staged, root + "/other").error().code, ErrorCode::not_found);
}

TEST_F(DiskTest, MakesAFileThatIsGoneAnew) {
  const std::string id = change("new\n").value().id;
  fs::remove(path);
  const auto ready = prepare_restore(*disk, path, id, {});
  ASSERT_TRUE(ready) << ready.error().message;
  ASSERT_TRUE(restore(context(), *ready, Force::no));
  EXPECT_EQ(bytes(path), "old\n");
  EXPECT_EQ(names(root), (std::vector<std::string>{".certlift", "applicationHost.config"}));
}

TEST_F(DiskTest, RotatesTheJournal) {
  const std::string journal = root + "/.certlift/journal.jsonl";
  ASSERT_TRUE(change("new\n"));
  std::string past;
  for (std::size_t n = 0; n <= 2 * remembered_changes; ++n) {
    Change old{.id = "20200101T000000Z-" + std::to_string(1000 + n), .target = path};
    old = stamped(old, environment);
    past += to_json_line(old, "begin") + to_json_line(old, "aborted");
  }
  put(journal, bytes(journal) + past);
  ASSERT_TRUE(change("newer\n"));
  EXPECT_LT(bytes(journal).size(), past.size());
  EXPECT_EQ(Journal::open(*disk, root + "/.certlift")->size(), remembered_changes + 2);
  EXPECT_EQ(names(root + "/.certlift").size(), 3U) << "two backups and the journal";
}

TEST_F(DiskTest, ListsWhatIsThere) {
  fs::create_directory(root + "/.sub");
  const auto entries = disk->list(root);
  ASSERT_EQ(entries->size(), 2U);
  EXPECT_EQ((*entries)[0].kind, disk::FileKind::directory);
  EXPECT_EQ((*entries)[1].name, "applicationHost.config");
  EXPECT_EQ((*entries)[1].kind, disk::FileKind::regular);
  EXPECT_EQ(disk->list(root + "/none").error().code, ErrorCode::not_found);
  EXPECT_FALSE(disk->list(path));
  EXPECT_TRUE(disk->flush_directory(root));
  EXPECT_FALSE(disk->flush_directory(root + "/none"));
}

TEST_F(DiskTest, TakesNamesOfEveryScript) {
  const std::string folder = root + "/\u30b5\u30fc\u30d0\u30fc \u00fc\u00e4\U0001F510";
  fs::create_directory(fs::path(std::u8string(folder.begin(), folder.end())));
  const std::string file = folder + "/applicationHost.config";
  ASSERT_TRUE(disk->create_file(file, path, "old\n"));
  ASSERT_TRUE(change("new\n", file));
  EXPECT_EQ(disk->read(file)->bytes, "new\n");
  EXPECT_EQ(disk::file_name_of(disk::directory_of(disk->info(file)->path)), disk::file_name_of(folder));
  const auto entries = disk->list(root);
  EXPECT_EQ(entries->back().name, disk::file_name_of(folder));
}

}  // namespace
}  // namespace certlift::apply
