#include "disk/environment.h"

#include <gtest/gtest.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

namespace certlift::disk {
namespace {

TEST(Environment, KnowsTheLivingFromTheDead) {
  const Environment environment = system_environment();
  const auto own = environment.process_mark(::getpid());
  ASSERT_TRUE(own);
  EXPECT_EQ(environment.process_mark(::getpid()), own);
  EXPECT_FALSE(environment.process_mark(0));
  const pid_t child = ::fork();
  if (child == 0) {
    ::pause();
    ::_exit(0);
  }
  EXPECT_TRUE(environment.process_mark(child));
  ::kill(child, SIGKILL);
  siginfo_t info;
  ::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOWAIT);
  EXPECT_FALSE(environment.process_mark(child)) << "dead, though its status was not collected";
  ::waitpid(child, nullptr, 0);
  EXPECT_FALSE(environment.process_mark(child));
}

TEST(Environment, KnowsWhoAndWhere) {
  const Environment environment = system_environment();
  EXPECT_EQ(environment.pid, ::getpid());
  EXPECT_FALSE(environment.host.empty());
  EXPECT_FALSE(environment.user.empty());
}

}  // namespace
}  // namespace certlift::disk
