#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

/// Programs run call by call, each call that touches a file of theirs a place where something can go wrong.
namespace certlift::faults {

enum class Harm {
  none,
  kill_before,  ///< the call is not made any more
  kill_after,   ///< the call is the last that is made
  fail,         ///< the call does nothing and returns an error
  fail_on,      ///< it, and all later ones that take space on the disk
  fall_short,   ///< a read or a write does half of what it is asked for
};

struct Fault {
  const char* name;
  Harm harm = Harm::none;
  int error = 0;  ///< an `errno`, for the harms that fail
};

enum class Effect { looks, changes };

/// A call that concerns something in the folder.
struct Call {
  std::string name;
  std::string path;
  Effect effect;
  bool moves_bytes;  ///< a read or a write, which can fall short
};

struct Run {
  std::optional<int> exit_code;  ///< nothing if the program was killed
  std::vector<Call> calls;
};

/// May a program be stopped at its calls here? If not, why not.
std::optional<std::string> why_no_tracing();

/// Runs a program, its output thrown away, and harms the n-th (1-based) of its calls that concern `folder` or
/// what is in it. Other processes that it starts are not looked at.
Run run_with_fault(const std::vector<std::string>& command, const std::string& folder, const Fault& fault,
                   std::size_t n);

/// The same without harm, but each of these calls waits while something else is done: `before_call` gets its
/// number (1-based).
Run run_with_company(const std::vector<std::string>& command, const std::string& folder,
                     const std::function<void(std::size_t)>& before_call);

/// The same without any harm, and without looking.
std::optional<int> run(const std::vector<std::string>& command);

}  // namespace certlift::faults
