#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <type_traits>
#include <vector>

namespace certlift::cli {

/// What `work` makes of each item, in the items' order, up to `jobs` of them at once.
template <class Item, class Work>
auto in_parallel(const std::vector<Item>& items, std::size_t jobs, const Work& work) {
  std::vector<std::invoke_result_t<Work, const Item&>> results(items.size());
  std::atomic<std::size_t> next{0};
  const auto run = [&] {
    for (std::size_t i = next++; i < items.size(); i = next++) results[i] = work(items[i]);
  };
  std::vector<std::jthread> helpers;
  for (std::size_t i = 1; i < std::min(jobs, items.size()); ++i) helpers.emplace_back(run);
  run();
  helpers.clear();
  return results;
}

}  // namespace certlift::cli
