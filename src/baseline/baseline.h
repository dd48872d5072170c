#pragma once

#include "base/result.h"
#include "engine/reading.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// A baseline: findings that are known, and are not told again.
namespace certlift::baseline {

inline constexpr int schema_version = 1;

/// What is known of equal findings of one file.
struct Entry {
  std::string rule;
  engine::Severity severity = engine::Severity::error;  ///< what has become graver is not known
  std::string location;                                 ///< as written, without secrets; for people
  std::string identity;                                 ///< see Identities
  std::size_t count = 1;
  friend bool operator==(const Entry&, const Entry&) = default;
};

struct File {
  std::string path;  ///< relative to the baseline's folder, with '/'; "<stdin>"
  std::vector<Entry> entries = {};
  friend bool operator==(const File&, const File&) = default;
};

struct Baseline {
  std::vector<File> files = {};  ///< by path, each once

  /// What is known of a file; nothing of one that the baseline does not name.
  std::span<const Entry> entries_of(std::string_view path) const;
};

/// Marks findings as known; of equal ones the first, as many as there were. For engine::Search::recognise.
void recognise(std::span<const Entry> known, const engine::Reading& reading,
               const engine::NewFindings& findings);

/// What is to be known of these findings, whose identities are filled in, by rule, location and identity.
std::vector<Entry> entries_of(std::span<const engine::Finding> findings);

/// The entries that fit none of the findings that a baseline ignores. One that fits less often than it was
/// counted is among them with what is too much.
std::vector<Entry> stale(std::span<const Entry> known, std::span<const engine::Finding> findings);

/// `path` as a baseline in `directory` names it; both absolute, with the separators of this system. What is
/// on another drive stays absolute.
std::string relative_path(std::string_view path, std::string_view directory);

/// As docs/baseline.schema.json describes it.
std::string document_of(const Baseline& baseline);

/// Errors: not_understood, with the place where it is known.
Result<Baseline> read(std::string_view text);

}  // namespace certlift::baseline
