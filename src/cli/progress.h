#pragma once

#include "cli/world.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

namespace certlift::cli {

/// What work is measured in.
enum class Unit { files, bytes };

/// `[#####-----] 12 of 24 files, 3 s`; of one file, of which the middle is not known, the time alone.
std::string progress_line(Unit unit, std::uint64_t done, std::uint64_t total, std::chrono::seconds elapsed,
                          std::size_t columns);

/// How far the work is: a bar on standard error, once it takes longer than a second, where that is a terminal
/// that can take it back. May be used by several threads.
class Progress {
 public:
  explicit Progress(const World& world) : world_(world) {}

  /// Work that is shown as long as this lives. One at a time.
  class Task {
   public:
    Task(Progress& progress, Unit unit, std::uint64_t total);
    Task(const Task&) = delete;
    Task& operator=(const Task&) = delete;
    ~Task();

   private:
    Progress& progress_;
    std::jthread clock_;
  };

  /// So much more is done of the task, if there is one.
  void advance(std::uint64_t done);

  /// Writes to standard error, with no bar in the way.
  void write(std::string_view text);

 private:
  void run(const std::stop_token& stop);
  void clear();

  const World& world_;
  std::mutex mutex_ = {};
  std::condition_variable_any wakes_ = {};
  std::chrono::steady_clock::time_point begin_ = {};
  Unit unit_ = Unit::files;
  std::uint64_t done_ = 0, total_ = 0;
  std::string shown_ = {};  ///< the bar that stands there
};

}  // namespace certlift::cli
