#pragma once

#include "logs/log_line.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace certlift::logs {

/// Mixes the bytes into 64 bits, quickly; two texts with one hash are as good as never met.
inline std::uint64_t quick_hash(std::string_view text, std::uint64_t seed) {
  constexpr std::uint64_t odd = 0x9E37'79B9'7F4A'7C15;
  std::uint64_t hash = seed ^ text.size() * odd;
  const auto mix = [&](std::uint64_t word) {
    hash = (hash ^ word) * odd;
    hash ^= hash >> 29U;
  };
  while (text.size() >= 8) {
    std::uint64_t word = 0;
    std::copy_n(text.data(), 8, reinterpret_cast<char*>(&word));
    mix(word);
    text.remove_prefix(8);
  }
  std::uint64_t rest = 0;
  std::copy_n(text.data(), text.size(), reinterpret_cast<char*>(&rest));
  mix(rest);
  return (hash ^ hash >> 32U) * odd;
}

/// What a client was answered lately at an application.
struct ClientState {
  std::uint64_t hash = 0;                      ///< of client, site and application; 0: nobody
  LogTime last = 0;                            ///< when it failed
  std::uint32_t challenged = 0, half_way = 0;  ///< 401.2 and 401.1 that a success may turn into a handshake
  std::uint32_t challenge_group = 0, half_way_group = 0;
  std::array<std::uint32_t, 4> failed{};  ///< groups that it is in, each plus one; 0: none
};

/// Remembers so many clients that failed, the latest of those that share a place.
class ClientMemory {
 public:
  bool is_empty() const { return states_.empty(); }

  /// The client's state, or nullptr.
  ClientState* find(std::uint64_t hash) {
    if (states_.empty()) return nullptr;
    ClientState& state = states_[hash % size];
    return state.hash == hash ? &state : nullptr;
  }

  ClientState& remember(std::uint64_t hash) {
    if (states_.empty()) states_.resize(size);
    ClientState& state = states_[hash % size];
    if (state.hash != hash) state = ClientState{.hash = hash};
    return state;
  }

 private:
  static constexpr std::size_t size = 65'536;
  std::vector<ClientState> states_;
};

}  // namespace certlift::logs
