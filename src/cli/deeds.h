#pragma once

#include "base/result.h"

#include <mutex>
#include <string>
#include <vector>

namespace certlift::cli {

/// What a command may do to its targets.
enum class Reach { looks, changes };

/// What a run has changed so far, for whatever ends it as a whole. May be used by several threads.
class Deeds {
 public:
  void may(Reach reach) { reach_ = reach; }
  bool may_change() const { return reach_ == Reach::changes; }

  /// `done`: "fixed"; `backup`: empty if there is none.
  void add(const std::string& path, const std::string& done, const std::string& backup);
  /// The same of an error, if something was changed all the same, or may have been.
  void add(const std::string& path, const Error& error);
  /// What another process had written is in place again, and then the change was not made: the error says so
  /// from now on.
  void add_put_back(const std::string& path, Error& error);

  /// For the end of a message: "; nothing was changed", or a line for each change. Nothing for a command that
  /// only looks.
  std::string ending() const;

 private:
  Reach reach_ = Reach::looks;
  mutable std::mutex mutex_;
  std::vector<std::string> lines_;
};

enum class Targets { one, several };

/// What an error says in the end, so that no reader has to guess: whether something was changed. `path` is of
/// the target.
std::string ending_of(const Error& error, const std::string& path, Targets targets);

}  // namespace certlift::cli
