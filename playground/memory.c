/* What moves and compares bytes. Those functions of wasi-libc go byte by byte, and a fifth of the time went into them. Compiled
   with -mbulk-memory, by which what is large is moved by one instruction; for what is small that takes longer than a loop. */
#include <stddef.h>
#include <stdint.h>

enum { word = sizeof(uint64_t), large = 128 };

static uint64_t read_word(const unsigned char *from) {
  uint64_t value;
  __builtin_memcpy(&value, from, word);
  return value;
}

static void write_word(unsigned char *to, uint64_t value) { __builtin_memcpy(to, &value, word); }

/* From the first byte to the last. */
static void copy_up(unsigned char *to, const unsigned char *from, size_t size) {
  for (; size >= word; size -= word, to += word, from += word) write_word(to, read_word(from));
  for (; size > 0; --size) *to++ = *from++;
}

void *memcpy(void *restrict to, const void *restrict from, size_t size) {
  if (size >= large)
    __builtin_memcpy(to, from, size);
  else
    copy_up(to, from, size);
  return to;
}

void *memmove(void *to, const void *from, size_t size) {
  const int begins_before = (uintptr_t)to <= (uintptr_t)from;
  if (size < large && (begins_before || (uintptr_t)to - (uintptr_t)from >= size))
    copy_up(to, from, size);
  else
    __builtin_memmove(to, from, size);
  return to;
}

void *memset(void *to, int byte, size_t size) {
  __builtin_memset(to, byte, size);
  return to;
}

int memcmp(const void *one, const void *other, size_t size) {
  const unsigned char *left = one, *right = other;
  for (; size >= word && read_word(left) == read_word(right); size -= word, left += word, right += word) {
  }
  for (; size > 0; --size, ++left, ++right)
    if (*left != *right) return *left - *right;
  return 0;
}
