#pragma once

#include "logs/log_line.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <unordered_set>
#include <vector>

/// What request logs say, counted. Sources: Microsoft, "W3C Extended Log File Format", "Error logging in
/// HTTP APIs"; public logs. Queries, cookies and user agents are not read.
namespace certlift::logs {

/// What answers are counted by.
struct RequestKey {
  unsigned site = 0;              ///< its id; 0: not known
  std::uint32_t application = 0;  ///< a number of the caller's; 0: not known
  unsigned status = 0;
  int sub_status = 0;  ///< -1: the log has none
  std::uint32_t win32 = 0;
  std::string reason = {};  ///< of HTTPERR; empty: a W3C log

  friend auto operator<=>(const RequestKey&, const RequestKey&) = default;
  std::string code() const;  ///< "401.2", "413"; "401.?" without a sub-status; of HTTPERR the reason
};

/// Clients, by hash: as many as are kept, and whether there are more.
struct ClientSet {
  static constexpr std::size_t most = 100'000;
  std::unordered_set<std::uint64_t> hashes = {};
  bool is_full = false;

  void add(std::uint64_t hash);
  void add(const ClientSet& other);
  std::size_t size() const { return hashes.size(); }
};

struct RequestGroup {
  std::uint64_t count = 0;
  /// Of these: answers of a handshake that succeeded right after (Windows, Basic, Digest): 401.2, 401.1, then
  /// a user.
  std::uint64_t handshakes = 0;
  LogTime first = 0;
  LogTime last = 0;
  ClientSet clients = {};
  ClientSet recovered = {};  ///< those who got in at the same application afterwards

  /// What is no handshake.
  std::uint64_t failures() const { return count - handshakes; }
  void see(LogTime time);
};

struct RequestCounts {
  std::map<RequestKey, RequestGroup> groups = {};
  std::uint64_t lines = 0;        ///< requests that were counted
  std::uint64_t unreadable = 0;   ///< lines that are none, or lack fields
  std::uint64_t left_out = 0;     ///< requests whose group was one too many
  bool lacks_sub_status = false;  ///< of some lines at least
  bool is_cut = false;            ///< the last line has no end: it is being written, or cut off

  void add(const RequestCounts& other);
};

inline constexpr std::size_t most_request_groups = 20'000;

}  // namespace certlift::logs
