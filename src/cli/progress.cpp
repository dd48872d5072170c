#include "cli/progress.h"

#include <algorithm>
#include <ostream>
#include <system_error>
#include <utility>

namespace certlift::cli {
namespace {

constexpr std::chrono::milliseconds first_wait{1000}, next_wait{100};
constexpr std::string_view clear_line = "\r\x1b[K";

/// `12 of 24 files`, `340 of 1177 MB`
std::string amount(Unit unit, std::uint64_t done, std::uint64_t total) {
  constexpr std::uint64_t megabyte = 1'000'000;
  return unit == Unit::files
             ? std::to_string(done) + " of " + std::to_string(total) + " files"
             : std::to_string(done / megabyte) + " of " + std::to_string(total / megabyte) + " MB";
}

}  // namespace

std::string progress_line(Unit unit, std::uint64_t done, std::uint64_t total, std::chrono::seconds elapsed,
                          std::size_t columns) {
  const std::string time = std::to_string(elapsed.count()) + " s";
  if (total == 0 || (unit == Unit::files && total == 1)) return ("certlift: " + time).substr(0, columns);
  done = std::min(done, total);
  const std::string text = " " + amount(unit, done, total) + ", " + time;
  constexpr std::size_t widest = 40, narrowest = 5, brackets = 2;
  if (columns < narrowest + brackets + text.size()) return text.substr(1, columns);
  const std::size_t width = std::min(widest, columns - brackets - text.size());
  const auto full = static_cast<std::size_t>(static_cast<double>(done) / static_cast<double>(total) *
                                             static_cast<double>(width));
  return "[" + std::string(full, '#') + std::string(width - full, '-') + "]" + text;
}

Progress::Task::Task(Progress& progress, Unit unit, std::uint64_t total) : progress_(progress) {
  progress.begin_ = std::chrono::steady_clock::now();
  progress.unit_ = unit;
  progress.done_ = 0;
  progress.total_ = total;
  if (!progress.world_.shows_progress) return;
  try {
    clock_ = std::jthread([&progress](const std::stop_token& stop) { progress.run(stop); });
  } catch (const std::system_error&) {  // no thread is left for it: the work counts for more
  }
}

Progress::Task::~Task() {
  if (!clock_.joinable()) return;
  clock_.request_stop();
  clock_.join();
  const std::scoped_lock lock(progress_.mutex_);
  progress_.clear();
  progress_.world_.err.flush();
}

void Progress::advance(std::uint64_t done) {
  if (!world_.shows_progress) return;
  const std::scoped_lock lock(mutex_);
  done_ += done;
}

void Progress::write(std::string_view text) {
  const std::scoped_lock lock(mutex_);
  clear();
  world_.err << text << std::flush;
}

void Progress::clear() {
  if (!std::exchange(shown_, "").empty()) world_.err << clear_line;
}

void Progress::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  for (auto wait = first_wait;
       !wakes_.wait_for(lock, stop, wait, [] { return false; }) && !stop.stop_requested(); wait = next_wait) {
    const auto elapsed =
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - begin_);
    std::string line = progress_line(unit_, done_, total_, elapsed, world_.err_columns - 1);
    if (line == shown_) continue;
    world_.err << clear_line << line << std::flush;
    shown_ = std::move(line);
  }
}

}  // namespace certlift::cli
