#include "cli/run.h"
#include "support/memory_disk.h"
#include "support/test_environment.h"

#include <gtest/gtest.h>

#include <optional>
#include <sstream>
#include <string>
#include <vector>

namespace certlift::cli {
namespace {

/// A system with an event log.
struct Logging {
  test::MemoryDisk disk;
  disk::Environment environment = test::test_environment();
  std::vector<disk::EventSource> wanted;
  std::optional<Error> trouble;
  std::ostringstream out, err;

  int run(const std::vector<std::string>& arguments) {
    environment.set_event_source = [this](disk::EventSource source) {
      wanted.push_back(source);
      return trouble;
    };
    std::istringstream in;
    return cli::run(arguments,
                    World{.files = disk, .environment = environment, .in = in, .out = out, .err = err});
  }
};

TEST(InstallEventSource, RegistersAndRemoves) {
  Logging system;
  EXPECT_EQ(system.run({"install-event-source"}), 0);
  EXPECT_EQ(system.run({"install-event-source", "--remove"}), 0);
  EXPECT_EQ(system.wanted, (std::vector{disk::EventSource::registered, disk::EventSource::unknown}));
  EXPECT_NE(system.out.str().find("is registered"), std::string::npos);
  EXPECT_NE(system.out.str().find("is removed"), std::string::npos);
}

TEST(InstallEventSource, SaysWhatIsWrong) {
  Logging system;
  system.trouble = Error{ErrorCode::unwritable, "access is denied; run certlift as an administrator"};
  EXPECT_EQ(system.run({"install-event-source"}), 3);
  EXPECT_NE(
      system.err.str().find("could not be registered: access is denied; run certlift as an administrator"),
      std::string::npos)
      << system.err.str();
  EXPECT_EQ(system.out.str(), "");
}

}  // namespace
}  // namespace certlift::cli
