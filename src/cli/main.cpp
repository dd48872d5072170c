#include "cli/console.h"
#include "cli/memory.h"
#include "cli/run.h"
#include "disk/disk.h"
#include "disk/environment.h"

int main(int argc, char** argv) {
  using namespace certlift;
  const auto disk = disk::open_disk();
  const auto environment = disk::system_environment();
  cli::World world = cli::world_of(*disk, environment);
#ifdef CERTLIFT_HAS_ALLOCATOR
  world.allocator = cli::allocator();
#endif
  return cli::ended(cli::run(cli::arguments_of(argc, argv), world));
}
