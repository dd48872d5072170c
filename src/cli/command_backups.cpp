#include "cli/command_backups.h"

#include "apply/backups.h"
#include "cli/exit_code.h"
#include "cli/targets.h"
#include "cli/tell.h"
#include "render/json_report.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <ostream>

namespace certlift::cli {
namespace {

using apply::Backup;

/// The backups of one target.
struct Listing {
  std::string path;
  Result<std::vector<Backup>> backups;
};

/// One that is gone may still have backups.
Listing list(const Invocation& invocation, const Target& target) {
  if (target.error) return {target.path, std::unexpected(*target.error)};
  return {target.path,
          apply::list_backups(invocation.world.files, target.path, invocation.options.backup_dir)};
}

// --- text ---

constexpr std::size_t columns = 6;
using Row = std::array<std::string, columns>;

Row row_of(const Backup& backup) {
  const apply::Change& change = backup.change;
  const std::string time = change.time.substr(0, 10) + " " + change.time.substr(11, 8);
  return {change.id,
          time,
          std::string(apply::name_of(backup.state)),
          std::to_string(change.size),
          change.sha256_before.substr(0, 12),
          change.info.command + ": " + change.info.what};
}

void print_details(const Backup& backup, std::ostream& out) {
  const apply::Change& change = backup.change;
  out << "    by " << change.user << " on " << change.host << " with certlift " << change.version << '\n'
      << "    before " << change.sha256_before << ", in " << backup.original << '\n'
      << "    after  " << change.sha256_after << '\n';
  if (!change.info.plan_id.empty()) out << "    plan   " << change.info.plan_id << '\n';
}

void print_table(const std::vector<Backup>& backups, Verbosity verbosity, std::ostream& out) {
  std::vector<Row> rows{{"ID", "TIME (UTC)", "STATE", "SIZE", "SHA-256", "WHAT"}};
  for (const Backup& backup : backups) rows.push_back(row_of(backup));
  std::array<std::size_t, columns> widths{};
  for (const Row& row : rows)
    for (std::size_t i = 0; i + 1 < columns; ++i) widths[i] = std::max(widths[i], row[i].size() + 2);
  for (std::size_t r = 0; r < rows.size(); ++r) {
    out << "  ";
    for (std::size_t i = 0; i < columns; ++i)
      out << rows[r][i] << std::string(i + 1 < columns ? widths[i] - rows[r][i].size() : 0, ' ');
    out << '\n';
    if (r > 0 && verbosity == Verbosity::verbose) print_details(backups[r - 1], out);
  }
}

void print_text(const Invocation& invocation, const std::vector<Listing>& listings) {
  std::ostream& out = invocation.world.out;
  for (const Listing& listing : listings) {
    if (!listing.backups) continue;
    out << render::in_one_line(listing.path) << (listing.backups->empty() ? ": no backups\n" : "\n");
    if (!listing.backups->empty()) print_table(*listing.backups, invocation.options.verbosity, out);
  }
}

// --- JSON ---

using json = nlohmann::ordered_json;

json to_json(const Backup& backup) {
  const apply::Change& change = backup.change;
  return {{"id", change.id},
          {"time", change.time},
          {"state", apply::name_of(backup.state)},
          {"command", change.info.command},
          {"what", change.info.what},
          {"plan", change.info.plan_id.empty() ? json(nullptr) : json(change.info.plan_id)},
          {"user", change.user},
          {"host", change.host},
          {"version", change.version},
          {"size", change.size},
          {"sha256_before", change.sha256_before},
          {"sha256_after", change.sha256_after},
          {"original", backup.original}};
}

void print_json(const Invocation& invocation, const std::vector<Listing>& listings, int code) {
  auto document = render::document_head("backups", invocation.world.environment.host, code);
  document["targets"] = json::array();
  for (const Listing& listing : listings) {
    json target{{"path", listing.path}, {"error", nullptr}};
    if (!listing.backups) target["error"] = render::json_of(listing.backups.error());
    target["backups"] = json::array();
    for (const Backup& backup : listing.backups.value_or(std::vector<Backup>()))
      target["backups"].push_back(to_json(backup));
    document["targets"].push_back(std::move(target));
  }
  invocation.world.out << render::text_of(document);
}

}  // namespace

void declare_backups(CLI::App& command, Options& options) {
  add_targets(command, options);
  add_backup_dir(command, options);
  add_data_format(command, options);
  add_verbosity(command, options);
  command.footer("Examples:\n  certlift backups applicationHost.config\n  certlift backups -v configs/");
}

int run_backups(const Invocation& invocation) {
  std::vector<Listing> listings;
  int code = exit_code::done;
  for (const Target& target : find_targets(invocation)) {
    listings.push_back(list(invocation, target));
    if (!listings.back().backups) code = std::max(code, tell(invocation, listings.back().backups.error()));
  }
  if (invocation.options.format == Format::json)
    print_json(invocation, listings, code);
  else
    print_text(invocation, listings);
  return code;
}

}  // namespace certlift::cli
