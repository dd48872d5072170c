#pragma once

#include "base/result.h"

#include <atomic>
#include <chrono>
#include <string>

namespace certlift::disk {

/// That somebody, or the system, wants this process to end: Ctrl-C, or a signal. While nobody writes, the
/// process may end at any instant. Once somebody writes, the request is remembered, and whoever writes looks
/// for it before each step that can still be undone.
class Interruption {
 public:
  /// To be called by a signal handler, or by a thread of the system's. True if no thread writes: the caller
  /// has to end the process, for none can begin to write any more.
  bool request() noexcept;

  bool is_requested() const noexcept { return requested_.load(); }

  /// Sleeps; a request that comes meanwhile ends it.
  void pause(std::chrono::milliseconds time) const;

 private:
  friend class Writing;
  static constexpr int ending = -1;

  std::atomic<bool> requested_{false};
  std::atomic<int> writers_{0};
};

/// While it lives a thread writes. Does not come into being in a process that is about to end.
class Writing {
 public:
  explicit Writing(Interruption& interruption) noexcept;
  Writing(const Writing&) = delete;
  Writing& operator=(const Writing&) = delete;
  ~Writing();

  /// A target was changed, and the run has to live on to say so.
  void keep_on() noexcept { is_kept_on_ = true; }

 private:
  Interruption& interruption_;
  bool is_kept_on_ = false;
};

/// Errors: interrupted, about the file at `path`, if that was requested.
Result<void> go_on(const Interruption& interruption, const std::string& path);

}  // namespace certlift::disk
