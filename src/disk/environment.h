#pragma once

#include "base/result.h"
#include "disk/interruption.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace certlift::disk {

/// Whether the system's log knows certlift, and so how to show its entries.
enum class EventSource { registered, unknown };

/// Who and when we are. Values and functions, so that a test can be another user at another time.
struct Environment {
  std::string host;
  std::string user;
  std::int64_t pid = 0;
  std::function<std::chrono::system_clock::time_point()> now;
  std::function<std::uint16_t()> random;
  std::function<void(std::chrono::milliseconds)> sleep;

  /// Something that distinguishes a living process of this host from every other that had its number; nothing
  /// if none lives.
  std::function<std::optional<std::string>(std::int64_t pid)> process_mark;

  /// Puts a sentence into the system's log, where there is one for programs; says what is wrong if it cannot.
  std::function<std::optional<std::string>(const std::string& sentence)> log_event = {};

  /// Registers certlift as a source of that log, or takes that back; says what is wrong if it cannot. Nothing
  /// where there is no such log.
  std::function<std::optional<Error>(EventSource wanted)> set_event_source = {};

  /// Of this process; never null. `sleep` ends early when it is requested.
  std::shared_ptr<Interruption> interruption = std::make_shared<Interruption>();
};

/// The clock, the processes and the user of this machine.
Environment system_environment();

}  // namespace certlift::disk
