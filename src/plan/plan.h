#pragma once

#include "baseline/baseline.h"
#include "engine/select.h"
#include "plan/section_state.h"
#include "render/report.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// A change that can be reviewed before it is made: `certlift plan` writes it down, `certlift apply`
/// makes it.
namespace certlift::plan {

inline constexpr int plan_schema_version = 1;

/// What a plan holds a file against before it is changed.
struct PlannedTarget {
  std::string path;  ///< the real file's, absolute; "<stdin>"
  std::string sha256_before;
  std::string sha256_after;  ///< the same, if there is nothing to do
  std::uint64_t size_before = 0;
  std::uint64_t size_after = 0;
  std::vector<SectionChange> changes;  ///< what the configuration will say, and does not yet
  std::vector<SectionState> sections;  ///< before
  std::optional<FileState> rest;       ///< before; nothing: of a plan of an older certlift
  /// Who gets in where afterwards, and not before, in words; nothing: of a plan of an older certlift.
  std::optional<std::vector<std::string>> effect = {};
  std::vector<baseline::Entry> known = {};  ///< by the baseline: what must not be changed
};

struct Plan {
  std::string id;       ///< "20261122T083000Z-3f2a"
  std::string version;  ///< of the certlift that made it
  std::string created;  ///< "2026-11-22T08:30:00.123456Z"
  std::string host;
  std::string user;
  engine::Selection selection;  ///< what was selected and consented to, for all targets
  std::string schema_dir;       ///< of --schema, as it was given; empty: none
  /// Where copies of the server's folders are ("FROM=TO"), if web.config files were looked into.
  std::optional<std::vector<std::string>> web_config;
  unsigned windows = 0;  ///< of --windows; 0: not given
  std::vector<PlannedTarget> targets;
};

/// As docs/plan.schema.json describes it. `reports` are of the same targets, in the same order. Holds no
/// password, no encrypted value and no key; see docs/plan.md for what can be guessed from it.
std::string plan_document(const Plan& plan, std::span<const render::TargetReport> reports);

}  // namespace certlift::plan
