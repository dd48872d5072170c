#include "cli/console.h"
#include "cli/run.h"
#include "disk/disk.h"
#include "disk/environment.h"

#ifdef CERTLIFT_MIMALLOC
#include <mimalloc.h>

namespace {
/// On a large file two thirds of the time went into page faults: pages of 2 MB spare nearly all of them. Runs
/// before the libraries' constructors, which allocate: what is reserved by then keeps its small pages.
void use_large_pages() {
  mi_option_enable(mi_option_large_os_pages);
}
[[gnu::section(".preinit_array"), gnu::used]] void (*const before_libraries)() = use_large_pages;
}  // namespace
#endif

int main(int argc, char** argv) {
  using namespace certlift;
  const auto disk = disk::open_disk();
  const auto environment = disk::system_environment();
  return cli::ended(cli::run(cli::arguments_of(argc, argv), cli::world_of(*disk, environment)));
}
