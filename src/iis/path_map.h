#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace certlift::iis {

/// Values by the keys of location paths. Finds those on the way to a path in time for the path's length,
/// however many segments it has.
template <class Value>
class PathMap {
 public:
  Value& operator[](std::string_view key) { return values_[std::string(key)]; }

  /// The value of that very key, or nullptr.
  const Value* find(std::string_view key) const {
    const auto found = values_.find(key);
    return found == values_.end() ? nullptr : &found->second;
  }

  /// The values on the way to a path: the server level's first, its own last.
  std::vector<const Value*> on_the_way(std::string_view key) const {
    std::vector<const Value*> values;
    visit(key, [&](const Value& value) { values.push_back(&value); });
    return values;
  }

  /// The last of these, or nullptr.
  const Value* nearest(std::string_view key) const {
    const Value* last = nullptr;
    visit(key, [&](const Value& value) { last = &value; });
    return last;
  }

 private:
  void visit(std::string_view key, const auto& visitor) const {
    if (values_.empty()) return;
    const auto look_up = [&](const Prefix& prefix) {
      if (const auto found = values_.find(prefix); found != values_.end()) visitor(found->second);
    };
    std::size_t hash = start;
    look_up({{}, hash});
    for (std::size_t at = 0; at < key.size(); ++at) {
      if (key[at] == '/') look_up({key.substr(0, at), hash});
      hash = next(hash, key[at]);
    }
    if (!key.empty()) look_up({key, hash});
  }

  /// A key whose hash grew with it: FNV-1a, which takes one character after the other.
  struct Prefix {
    std::string_view key;
    std::size_t hash;
  };
  static constexpr std::size_t start = static_cast<std::size_t>(14695981039346656037U);
  static std::size_t next(std::size_t hash, char c) {
    return (hash ^ static_cast<unsigned char>(c)) * static_cast<std::size_t>(1099511628211U);
  }

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(const Prefix& prefix) const { return prefix.hash; }
    std::size_t operator()(std::string_view key) const {
      std::size_t hash = start;
      for (const char c : key) hash = next(hash, c);
      return hash;
    }
  };
  struct Equal {
    using is_transparent = void;
    static std::string_view text(std::string_view key) { return key; }
    static std::string_view text(const Prefix& prefix) { return prefix.key; }
    bool operator()(const auto& a, const auto& b) const { return text(a) == text(b); }
  };
  std::unordered_map<std::string, Value, Hash, Equal> values_;
};

}  // namespace certlift::iis
