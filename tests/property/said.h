#pragma once

#include "property/description.h"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// What certificate mapping sections say, read twice without the code under test: from a description, and
/// from a file.
namespace certlift::property {

struct Item {
  bool clear = false;
  std::string name;      ///< as written
  std::string key;       ///< what IIS compares
  std::string identity;  ///< equal for texts of one certificate; only from a description
  std::string written;   ///< user and password, as they are written
  std::string outcome;   ///< the same, the user as Windows compares names
  std::string target;    ///< that user, and everything else it says
  bool enabled = true;
  bool doubled_rule = false;  ///< two of its rules have one key

  bool same_as(const Item& other) const {
    return key == other.key && outcome == other.outcome && target == other.target;
  }
  std::string text() const { return key + "|" + outcome + "|" + target; }
};

struct Said {
  std::optional<bool> enabled;
  std::array<std::optional<bool>, 2> switches{};
  std::optional<int> logon;
  std::optional<std::string> domain;
  std::array<std::vector<Item>, 2> items;  ///< by kind

  std::vector<Item> after_clear(int kind) const;
  std::vector<Item> live(int kind) const;
  bool clears(int kind) const;
  /// Whether a key stands twice in one of its collections, or once more than in `inherited`. A clear makes up
  /// for what it takes away only if `clears_count`.
  bool has_doubled_key(const Said* inherited, bool clears_count) const;
};

/// What is in effect where some sections are laid over each other, the server's first.
struct Effect {
  bool enabled = false;
  std::array<bool, 2> switches{true, true};
  int logon = 3;
  std::string domain;
  std::array<std::vector<Item>, 2> items;  ///< that stand, be they switched off or not

  void lay_over(const Said& said);
};

/// As Windows compares names; knows the letters of the pools.
std::string folded(std::string text);
/// Folded, with `/` between segments and none at the ends.
std::string folded_path(std::string path);

Said said_by(const Section& section);

/// A result as a reader sees it who knows nothing of certlift.
struct ResultFile {
  std::map<std::string, std::vector<Said>> mappings;  ///< by folded path; "" is the server level
  /// By path, the tag's other attributes and the section's path: what each says, comments aside. Wrappers and
  /// tags that say nothing are left out.
  std::map<std::string, std::vector<std::string>> sections;
};
ResultFile read_result(const std::string& text);

}  // namespace certlift::property
