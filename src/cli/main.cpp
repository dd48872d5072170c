#include "apply/disk.h"
#include "cli/console.h"
#include "cli/run.h"

int main(int argc, char** argv) {
  using namespace certlift;
  const auto disk = apply::open_disk();
  const auto environment = apply::system_environment();
  return cli::ended(cli::run(cli::arguments_of(argc, argv), cli::world_of(*disk, environment)));
}
