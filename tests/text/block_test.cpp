#include "text/block.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace certlift::text {
namespace {

bool is_between(char byte, char first, char last) {
  const auto code = static_cast<unsigned char>(byte);
  return code >= static_cast<unsigned char>(first) && code <= static_cast<unsigned char>(last);
}

bool is_letter(char byte) {
  return is_between(byte, 'a', 'z') || is_between(byte, 'A', 'Z');
}

/// Whether exactly `mask` names the bytes that `holds`. Which these are can be asked only of the first one.
template <class Block, class Mask, class Holds>
void expect_named(const std::string& bytes, Mask mask, Holds holds) {
  std::size_t first = 0;
  while (first < bytes.size() && !holds(bytes[first])) ++first;
  const auto bits = Block::bits(mask);
  ASSERT_EQ(bits != 0, first != bytes.size()) << testing::PrintToString(bytes);
  if (bits != 0) {
    ASSERT_EQ(Block::first(bits), first) << testing::PrintToString(bytes);
  }
}

template <class Block>
void expect_every_mask(const std::string& bytes) {
  const Block block(bytes.data());
  const auto is_slash = [](char byte) { return byte == '/'; };
  const auto is_high = [](char byte) { return static_cast<unsigned char>(byte) >= 0x80; };
  const auto is_unprintable = [&](char byte) { return is_high(byte) || is_between(byte, '\0', '\x1F'); };
  const auto is_in_range = [](char byte) { return is_between(byte, '-', '9'); };
  expect_named<Block>(bytes, block.equal('/'), is_slash);
  expect_named<Block>(bytes, block.equal('\xFF'), [](char byte) { return byte == '\xFF'; });
  expect_named<Block>(bytes, block.equal('\0'), [](char byte) { return byte == '\0'; });
  expect_named<Block>(bytes, block.between('-', '9'), is_in_range);
  expect_named<Block>(bytes, block.letters(), is_letter);
  expect_named<Block>(bytes, block.non_ascii(), is_high);
  expect_named<Block>(bytes, block.unprintable(), is_unprintable);
  expect_named<Block>(bytes, Block::either(block.equal('/'), block.letters()),
                      [&](char byte) { return is_slash(byte) || is_letter(byte); });
  expect_named<Block>(bytes, Block::without(block.between('-', '9'), block.equal('/')),
                      [&](char byte) { return is_in_range(byte) && !is_slash(byte); });
  expect_named<Block>(bytes, Block::others(block.letters()), [](char byte) { return !is_letter(byte); });
}

template <class Block>
class OfBlocks : public testing::Test {};

#ifdef CERTLIFT_SSE2
using Blocks = testing::Types<WordBlock, VectorBlock>;
#else
using Blocks = testing::Types<WordBlock>;
#endif
TYPED_TEST_SUITE(OfBlocks, Blocks);

TYPED_TEST(OfBlocks, NameEveryByteAtEveryPlace) {
  for (const char around : {'x', '\0', '\xFF', '\x80', '\x7F', '/', '.', '0'}) {
    for (std::size_t place = 0; place < TypeParam::size; ++place) {
      for (int byte = 0; byte < 256; ++byte) {
        std::string bytes(TypeParam::size, around);
        bytes[place] = static_cast<char>(byte);
        expect_every_mask<TypeParam>(bytes);
      }
    }
  }
}

TYPED_TEST(OfBlocks, NameTheRightBytesOfRandomOnes) {
  std::mt19937 random(20261129);
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes(TypeParam::size, ' ');
    for (char& byte : bytes) byte = static_cast<char>(random() % 256);
    expect_every_mask<TypeParam>(bytes);
  }
}

const auto is_stop = [](const auto& block) { return block.either(block.equal('<'), block.non_ascii()); };

TYPED_TEST(OfBlocks, AreStoppedAtByTheOneByteThatStopsWhereverItStands) {
  for (std::size_t size = 0; size < 50; ++size) {
    for (std::size_t from = 0; from <= size; ++from) {
      EXPECT_EQ(find_stop<TypeParam>(std::string(size, 'a'), from, is_stop), size);
      for (std::size_t place = 0; place < size; ++place) {
        std::string text(size, 'a');
        text[place] = '<';
        ASSERT_EQ(find_stop<TypeParam>(text, from, is_stop), place < from ? size : place)
            << size << " bytes, from " << from;
      }
    }
  }
}

TYPED_TEST(OfBlocks, AreStoppedAtOfRandomTexts) {
  std::mt19937 random(1);
  for (int round = 0; round < 2'000; ++round) {
    std::string text(random() % 100, 'a');
    for (char& byte : text) byte = random() % 30 == 0 ? '<' : static_cast<char>(random() % 0x81);
    const std::size_t from = random() % (text.size() + 1);
    std::size_t expected = from;
    while (expected < text.size() && text[expected] != '<' && text[expected] != '\x80') ++expected;
    ASSERT_EQ(find_stop<TypeParam>(text, from, is_stop), expected) << testing::PrintToString(text);
  }
}

TYPED_TEST(OfBlocks, SeeNothingBehindTheText) {
  const std::string text = "aaaaaaaaaaaaaaaaaaaa<";
  for (std::size_t size = 0; size < text.size(); ++size) {
    EXPECT_EQ(find_stop<TypeParam>(std::string_view(text).substr(0, size), 0, is_stop), size);
  }
}

}  // namespace
}  // namespace certlift::text
