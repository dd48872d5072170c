#include "disk/environment.h"
#include "disk/handle_windows.h"

#include <gtest/gtest.h>

namespace certlift::disk {
namespace {

/// A program that waits until it is ended.
PROCESS_INFORMATION start_one_that_waits() {
  STARTUPINFOW how{};
  how.cb = sizeof how;
  PROCESS_INFORMATION made{};
  std::wstring program(32768, L'\0');
  program.resize(::GetModuleFileNameW(nullptr, program.data(), static_cast<DWORD>(program.size())));
  std::wstring line = L"\"" + program + L"\" --gtest_list_tests";
  ::CreateProcessW(program.c_str(), line.data(), nullptr, nullptr, FALSE, CREATE_SUSPENDED, nullptr, nullptr,
                   &how, &made);
  return made;
}

TEST(Environment, KnowsTheLivingFromTheDead) {
  const Environment environment = system_environment();
  const auto own = environment.process_mark(environment.pid);
  ASSERT_TRUE(own);
  EXPECT_FALSE(own->empty());
  EXPECT_EQ(environment.process_mark(environment.pid), own);
  EXPECT_FALSE(environment.process_mark(0));
  const PROCESS_INFORMATION child = start_one_that_waits();
  const Handle process(child.hProcess), thread(child.hThread);
  ASSERT_TRUE(process.is_open());
  EXPECT_TRUE(environment.process_mark(child.dwProcessId));
  ASSERT_TRUE(::TerminateProcess(process.get(), 1));
  ::WaitForSingleObject(process.get(), INFINITE);
  EXPECT_FALSE(environment.process_mark(child.dwProcessId)) << "dead, though we hold on to it";
}

TEST(Environment, KnowsWhoAndWhere) {
  const Environment environment = system_environment();
  EXPECT_EQ(environment.pid, ::GetCurrentProcessId());
  EXPECT_FALSE(environment.host.empty());
  EXPECT_NE(environment.host, "unknown");
  EXPECT_NE(environment.user, "unknown");
}

}  // namespace
}  // namespace certlift::disk
