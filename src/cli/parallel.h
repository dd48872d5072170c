#pragma once

#include "cli/progress.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <type_traits>
#include <vector>

namespace certlift::cli {

/// What `work` makes of each item, in the items' order, up to `jobs` of them at once; fewer where the system
/// has no threads left. If `work` throws, no further item is begun, and once all that had begun are done the
/// first exception is thrown here.
template <class Item, class Work>
auto in_parallel(const std::vector<Item>& items, std::size_t jobs, const Work& work) {
  std::vector<std::invoke_result_t<Work, const Item&>> results(items.size());
  std::atomic<std::size_t> next{0};
  std::exception_ptr thrown;
  std::once_flag is_thrown;
  const auto run = [&] {
    try {
      for (std::size_t i = next++; i < items.size(); i = next++) results[i] = work(items[i]);
    } catch (...) {
      next = items.size();
      std::call_once(is_thrown, [&] { thrown = std::current_exception(); });
    }
  };
  std::vector<std::jthread> helpers;
  helpers.reserve(std::min(jobs, items.size()));
  try {
    for (std::size_t i = 1; i < std::min(jobs, items.size()); ++i) helpers.emplace_back(run);
  } catch (const std::system_error&) {  // no thread: those that there are do its work
  }
  run();
  helpers.clear();
  if (thrown) std::rethrow_exception(thrown);
  return results;
}

/// The same, and shows how many of the items are done.
template <class Item, class Work>
auto in_parallel(Progress& progress, const std::vector<Item>& items, std::size_t jobs, const Work& work) {
  const Progress::Task task(progress, Unit::files, items.size());
  return in_parallel(items, jobs, [&](const Item& item) {
    auto result = work(item);
    progress.advance(1);
    return result;
  });
}

}  // namespace certlift::cli
