#include "cli/console.h"
#include "cli/run.h"
#include "disk/disk.h"
#include "disk/environment.h"

#ifdef CERTLIFT_MIMALLOC
#include <mimalloc.h>

#include <cstddef>
#include <new>

namespace {
/// On a large file two thirds of the time went into page faults: pages of 2 MB spare nearly all of them. Runs
/// before the libraries' constructors, which allocate: what is reserved by then keeps its small pages.
void use_large_pages() {
  mi_option_enable(mi_option_large_os_pages);
}
[[gnu::section(".preinit_array"), gnu::used]] void (*const before_libraries)() = use_large_pages;
}  // namespace

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
#endif

int main(int argc, char** argv) {
  using namespace certlift;
  const auto disk = disk::open_disk();
  const auto environment = disk::system_environment();
  return cli::ended(cli::run(cli::arguments_of(argc, argv), cli::world_of(*disk, environment)));
}
