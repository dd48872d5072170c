#include "cli/memory.h"

#include <mimalloc.h>
#include <sys/mman.h>

#include <cstddef>
#include <memory>
#include <new>

// The program's memory comes from mimalloc: this file is compiled only where there is one.

namespace {
/// On a large file two thirds of the time went into page faults: transparent pages of 2 MB spare nearly all
/// of them. mimalloc's own option for large pages would first take those that somebody has reserved, a
/// database perhaps. Runs before the libraries' constructors, which allocate. Where the address space is
/// limited, all goes on without.
void use_large_pages() {
  constexpr std::size_t alignment = std::size_t{1} << 26U;  // of mimalloc's segments, and more
  constexpr std::size_t size = std::size_t{1} << 30U;       // of addresses; what is not touched costs nothing
  mi_process_init();
  void* const room = mmap(nullptr, size + alignment, PROT_READ | PROT_WRITE,
                          MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (room == MAP_FAILED) return;
  void* aligned = room;
  std::size_t left = size + alignment;
  if (std::align(alignment, size, aligned, left) == nullptr || madvise(aligned, size, MADV_HUGEPAGE) != 0)
    return;
  mi_manage_os_memory(aligned, size, true, false, true, -1);
}
[[gnu::section(".preinit_array"), gnu::used]] void (*const before_libraries)() = use_large_pages;
}  // namespace

certlift::Library certlift::cli::allocator() {
  const int version = mi_version();  // 209 is 2.0.9
  return {"mimalloc", std::to_string(version / 100) + "." + std::to_string(version / 10 % 10) + "." +
                          std::to_string(version % 10)};
}

// Those of mimalloc, which is C, end the program where there is no memory left. It is to be an error.
void* operator new(std::size_t size) {
  if (void* memory = mi_malloc(size)) return memory;
  throw std::bad_alloc();
}
void* operator new[](std::size_t size) {
  return operator new(size);
}
void* operator new(std::size_t size, const std::nothrow_t& /*tag*/) noexcept {
  return mi_malloc(size);
}
void* operator new[](std::size_t size, const std::nothrow_t& /*tag*/) noexcept {
  return mi_malloc(size);
}
void operator delete(void* memory) noexcept {
  mi_free(memory);
}
void operator delete[](void* memory) noexcept {
  mi_free(memory);
}
void operator delete(void* memory, std::size_t /*size*/) noexcept {
  mi_free(memory);
}
void operator delete[](void* memory, std::size_t /*size*/) noexcept {
  mi_free(memory);
}
