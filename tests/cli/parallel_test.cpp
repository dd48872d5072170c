#include "cli/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <new>
#include <numeric>
#include <vector>

namespace certlift::cli {
namespace {

TEST(InParallel, KeepsTheOrderWhateverTheNumberOfJobs) {
  std::vector<int> items(1000);
  std::iota(items.begin(), items.end(), 0);
  std::vector<int> doubled;
  for (const int item : items) doubled.push_back(2 * item);
  for (const std::size_t jobs : {0U, 1U, 3U, 8U, 2000U})
    EXPECT_EQ(in_parallel(items, jobs, [](const int& item) { return 2 * item; }), doubled) << jobs;
}

TEST(InParallel, ThrowsHereWhatWasThrownThere) {
  std::vector<int> items(100);
  std::iota(items.begin(), items.end(), 0);
  for (const std::size_t jobs : {1U, 4U}) {
    std::atomic<int> done{0};
    const auto work = [&](const int& item) {
      if (item == 7) throw std::bad_alloc();
      return ++done;
    };
    EXPECT_THROW(in_parallel(items, jobs, work), std::bad_alloc) << jobs;
    EXPECT_LT(done, 100) << "the others need not be begun";
    EXPECT_GE(done, jobs == 1 ? 7 : 0);
  }
}

TEST(InParallel, OfNothingIsNothing) {
  EXPECT_TRUE(in_parallel(std::vector<int>(), 4, [](const int& item) { return item; }).empty());
}

}  // namespace
}  // namespace certlift::cli
