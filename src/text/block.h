#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__) || defined(_M_X64)
#define CERTLIFT_SSE2
#include <emmintrin.h>
#endif

/// Bytes that are looked at together: most of a configuration is runs of bytes that mean nothing to its
/// reader.
namespace certlift::text {

/// Eight of them, on any processor. A mask has the highest bit set of each byte that it names.
class WordBlock {
 public:
  static constexpr std::size_t size = 8;
  using Mask = std::uint64_t;

  explicit WordBlock(const char* bytes) { std::memcpy(&word_, bytes, size); }

  Mask equal(char byte) const {
    const std::uint64_t other = word_ ^ all(byte);
    return ~(((other & low_bits) + low_bits) | other) & high_bits;
  }
  /// Both are ASCII.
  Mask between(char first, char last) const {
    return at_least(first) & ~at_least(static_cast<char>(last + 1));
  }
  /// Of ASCII.
  Mask letters() const {
    WordBlock small(*this);
    small.word_ |= all(' ');
    return small.between('a', 'z');
  }
  Mask non_ascii() const { return word_ & high_bits; }
  /// What is not ASCII, and its control characters but DEL.
  Mask unprintable() const { return ~at_least(' ') & high_bits; }

  static Mask either(Mask a, Mask b) { return a | b; }
  static Mask without(Mask a, Mask b) { return a & ~b; }
  static Mask others(Mask mask) { return ~mask & high_bits; }
  static std::uint64_t bits(Mask mask) { return mask; }
  /// Which byte is the first, if any is.
  static std::size_t first(std::uint64_t bits) {
    const int zeros =
        std::endian::native == std::endian::little ? std::countr_zero(bits) : std::countl_zero(bits);
    return static_cast<std::size_t>(zeros) / 8;
  }

 private:
  static constexpr std::uint64_t ones = 0x0101010101010101, high_bits = 0x80 * ones, low_bits = 0x7F * ones;
  static constexpr std::uint64_t all(char byte) { return ones * static_cast<unsigned char>(byte); }
  /// Of ASCII.
  Mask at_least(char least) const {
    return ((word_ & low_bits) + (high_bits - all(least))) & ~word_ & high_bits;
  }

  std::uint64_t word_;
};

#ifdef CERTLIFT_SSE2
/// Sixteen of them, on processors that have SSE2. See WordBlock.
class VectorBlock {
 public:
  static constexpr std::size_t size = 16;
  using Mask = __m128i;

  explicit VectorBlock(const char* bytes)
      : vector_(_mm_loadu_si128(static_cast<const __m128i*>(static_cast<const void*>(bytes)))) {}

  Mask equal(char byte) const { return _mm_cmpeq_epi8(vector_, all(byte)); }
  Mask between(char first, char last) const {
    return _mm_and_si128(_mm_cmpgt_epi8(vector_, all(static_cast<char>(first - 1))),
                         _mm_cmplt_epi8(vector_, all(static_cast<char>(last + 1))));
  }
  Mask letters() const {
    VectorBlock small(*this);
    small.vector_ = _mm_or_si128(vector_, all(' '));
    return small.between('a', 'z');
  }
  Mask non_ascii() const { return vector_; }
  Mask unprintable() const { return _mm_cmplt_epi8(vector_, all(' ')); }  // what is not ASCII is negative

  static Mask either(Mask a, Mask b) { return _mm_or_si128(a, b); }
  static Mask without(Mask a, Mask b) { return _mm_andnot_si128(b, a); }
  static Mask others(Mask mask) { return _mm_andnot_si128(mask, all('\xFF')); }
  static std::uint32_t bits(Mask mask) { return static_cast<std::uint32_t>(_mm_movemask_epi8(mask)); }
  static std::size_t first(std::uint32_t bits) { return static_cast<std::size_t>(std::countr_zero(bits)); }

 private:
  static __m128i all(char byte) { return _mm_set1_epi8(byte); }

  __m128i vector_;
};
using FastBlock = VectorBlock;
#else
using FastBlock = WordBlock;
#endif

/// find_stop() where not enough of the text is left for a block.
template <class Block, class Stops>
std::size_t find_last_stop(std::string_view text, std::size_t at, Stops stops) {
  std::array<char, Block::size> rest;
  rest.fill('x');
  std::copy_n(text.data() + at, text.size() - at, rest.data());
  const auto found = Block::bits(stops(Block(rest.data())));
  return found ? at + Block::first(found) : text.size();
}

/// The first byte from `at` on that is in `stops(block)`, or the text's size. No letter may be among them.
template <class Block, class Stops>
std::size_t find_stop(std::string_view text, std::size_t at, Stops stops) {
  if (text.size() >= Block::size) {
    for (const std::size_t last = text.size() - Block::size; at <= last; at += Block::size) {
      if (const auto found = Block::bits(stops(Block(text.data() + at)))) return at + Block::first(found);
    }
  }
  return find_last_stop<Block>(text, at, stops);
}

}  // namespace certlift::text
