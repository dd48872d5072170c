#include "logs/gzip_source.h"

#include "logs/sources.h"
#include "support/gzip.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace certlift::logs {
namespace {

Result<std::string> all_of(const std::string& bytes, std::size_t step) {
  const ByteSource source = unpacked(test::source_of(bytes, step));
  std::string all;
  std::vector<char> space(1000);
  for (;;) {
    const auto got = source(space);
    if (!got) return std::unexpected(got.error());
    if (*got == 0) return all;
    all.append(space.data(), *got);
  }
}

std::string plain() {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "line " + std::to_string(i) + "\r\n";
  return text;
}

TEST(GzipSource, UnpacksAndLeavesAloneWhatIsNotPacked) {
  for (const std::size_t step : {1, 100, 65'536}) {
    EXPECT_EQ(all_of(test::gzipped(plain()), step).value_or(""), plain());
    EXPECT_EQ(all_of(plain(), step).value_or(""), plain());
    EXPECT_EQ(all_of("x", step).value_or(""), "x");
    EXPECT_EQ(all_of("", step).value_or("-"), "");
  }
}

TEST(GzipSource, ReadsSeveralMembersAndWhatThereIsOfACutOne) {
  const std::string packed = test::gzipped(plain());
  EXPECT_EQ(all_of(packed + packed, 100).value_or(""), plain() + plain());
  const std::string part = all_of(packed.substr(0, packed.size() / 2), 100).value_or("");
  EXPECT_TRUE(plain().starts_with(part));
  EXPECT_FALSE(part.empty());
}

TEST(GzipSource, TellsAnArchiveCutInItsFirstBytesFromAnEmptyFile) {
  const std::string packed = test::gzipped(plain());
  for (const std::size_t length : {2, 9, 12}) {
    const auto read = all_of(packed.substr(0, length), 100);
    ASSERT_FALSE(read) << length;
    EXPECT_EQ(read.error().code, ErrorCode::not_understood);
    EXPECT_TRUE(read.error().message.contains("ends before")) << read.error().message;
  }
  EXPECT_EQ(all_of(test::gzipped(""), 100).value_or("-"), "");
}

TEST(GzipSource, SaysThatAnArchiveIsDamaged) {
  std::string packed = test::gzipped(plain());
  for (std::size_t i = packed.size() / 2; i < packed.size() / 2 + 50; ++i) packed[i] = 'x';
  const auto read = all_of(packed, 100);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::not_understood);
}

}  // namespace
}  // namespace certlift::logs
