#pragma once

#include <cstddef>
#include <expected>
#include <string>

namespace certlift {

/// Why certlift could not do its work. What is wrong with a *configuration* is a Finding, not an Error.
enum class ErrorCode {
  wrong_usage,     ///< the command line asks for what cannot be done, or names what is not there
  not_found,       ///< no such file, directory, backup, site or rule
  unreadable,      ///< it is there, but the system did not let us read it
  not_understood,  ///< not XML 1.0, not an encoding we can write back, not a configuration
  unwritable,      ///< the system did not let us write
  changed,         ///< another process wrote the file while we worked, or a plan is stale
  busy,            ///< another process holds the file and did not let go in time
  interrupted,     ///< the user, or the system, wants it to end (Ctrl-C)
  law_broken,      ///< one of certlift's own checks failed: a fault of certlift, nothing was written
};

/// What has become of the change that was to be made, once an Error has ended it.
enum class Aftermath {
  unchanged,   ///< nothing was changed
  changed,     ///< the change was made; what failed came afterwards
  unknown,     ///< the message says what is known
  unfinished,  ///< nothing was changed now, and a change that was interrupted before is still not finished
  put_back,    ///< what another process had written is in place again; nothing else was changed
};

/// A failure that names its place and says in one sentence what is wrong and what to do.
struct Error {
  ErrorCode code;
  std::string message;     ///< one sentence, without the place, never with a secret
  std::string path = {};   ///< the file; empty where there is none, or where a caller will fill it in
  std::size_t line = 0;    ///< 1-based; 0: not known
  std::size_t column = 0;  ///< 1-based, in characters; 0: not known
  Aftermath aftermath = Aftermath::unchanged;
  std::string change = {};  ///< the id of the change that was made, or may have been, and of its backup
};

template <class T>
using Result = std::expected<T, Error>;

}  // namespace certlift
