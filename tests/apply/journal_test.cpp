#include "apply/journal.h"

#include "apply/world.h"

#include <gtest/gtest.h>

namespace certlift::apply {
namespace {

constexpr const char* journal_file = "/iis/.certlift/journal.jsonl";

Change change(const std::string& id, const std::string& target = test::target) {
  Change made = stamped(Change{.id = id, .target = target}, test::test_environment());
  return made;
}

class JournalTest : public testing::Test {
 protected:
  JournalTest() {
    disk.put(test::target, "", 0440, "iis");
    disk.put_directory(test::store);
  }
  Journal open() { return Journal::open(disk, test::store).value(); }

  test::MemoryDisk disk;
  const std::string one = "20261122T083000Z-0001";
  const std::string two = "20261122T083000Z-0000";
};

TEST_F(JournalTest, IsEmptyWhenThereIsNone) {
  EXPECT_FALSE(open().last_event(one));
  EXPECT_TRUE(open().open_changes(test::target).empty());
}

TEST_F(JournalTest, RemembersWhatHappenedLastAndInWhichOrderItBegan) {
  Journal journal = open();
  ASSERT_TRUE(journal.append(disk, test::target, Event::begin, change(one)));
  ASSERT_TRUE(journal.append(disk, test::target, Event::begin, change(two)));
  ASSERT_TRUE(journal.append(disk, test::target, Event::done, change(one)));
  for (const Journal& same : {journal, open()}) {
    EXPECT_EQ(same.last_event(one), Event::done);
    EXPECT_EQ(same.last_event(two), Event::begin);
    EXPECT_LT(same.order(one), same.order(two));
    ASSERT_EQ(same.open_changes(test::target).size(), 1U);
    EXPECT_EQ(same.open_changes(test::target)[0].id, two);
    EXPECT_TRUE(same.open_changes("/somewhere/else").empty());
  }
}

TEST_F(JournalTest, IsAsProtectedAsTheTargetAndItsOwnerMayWriteOn) {
  ASSERT_TRUE(open().append(disk, test::target, Event::begin, change(one)));
  EXPECT_EQ(disk.mode(journal_file), 0640U);
  EXPECT_EQ(disk.owner(journal_file), "iis");
}

TEST_F(JournalTest, BearsATornLastLineAndGoesOnBehindIt) {
  Journal journal = open();
  ASSERT_TRUE(journal.append(disk, test::target, Event::begin, change(one)));
  ASSERT_TRUE(journal.append(disk, test::target, Event::done, change(one)));
  const std::string bytes = disk.bytes(journal_file);
  for (std::size_t torn = 1; torn < 60; ++torn) {
    disk.put(journal_file, bytes.substr(0, bytes.size() - torn));
    Journal after = open();
    EXPECT_EQ(after.last_event(one), torn == 1 ? Event::done : Event::begin);
    ASSERT_TRUE(after.append(disk, test::target, Event::begin, change(two)));
    EXPECT_EQ(open().last_event(two), Event::begin);
  }
}

TEST_F(JournalTest, GoesOnBehindALineOfItsOwnThatFailed) {
  Journal journal = open();
  disk.fail_at(1, test::MemoryDisk::Times::once, test::MemoryDisk::Effect::half);
  EXPECT_FALSE(journal.append(disk, test::target, Event::begin, change(one)));
  EXPECT_FALSE(journal.last_event(one));
  ASSERT_TRUE(journal.append(disk, test::target, Event::begin, change(two)));
  EXPECT_EQ(open().last_event(two), Event::begin);
  EXPECT_FALSE(open().last_event(one));
}

TEST_F(JournalTest, SaysWhenItCannotBeRead) {
  disk.fail_at(1, test::MemoryDisk::Times::once, test::MemoryDisk::Effect::nothing,
               {ErrorCode::unreadable, "permission denied"});
  EXPECT_EQ(Journal::open(disk, test::store).error().code, ErrorCode::unreadable);
}

}  // namespace
}  // namespace certlift::apply
