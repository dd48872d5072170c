#include "cli/commands/backups.h"

#include "apply/history.h"
#include "apply/owners.h"
#include "cli/exit_code.h"
#include "cli/formats.h"
#include "cli/max_size.h"
#include "cli/reverting.h"
#include "cli/settings.h"
#include "cli/targets.h"
#include "cli/tell.h"
#include "render/json_report.h"

#include <CLI/CLI.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <ostream>
#include <utility>

namespace certlift::cli {
namespace {

using apply::Backup;
using apply::Record;

/// What is known of the changes of one target.
struct Listing {
  std::string path;
  Result<std::vector<Record>> records;
  std::vector<std::string> owners = {};  ///< if it has none: whose the backups are that stand there
  bool is_gone = false;                  ///< the file itself
};

/// One that is gone may still have backups.
Listing list(const Invocation& invocation, const Target& target) {
  if (target.error) return {target.path, std::unexpected(*target.error)};
  const disk::ReadableFiles& files = invocation.world.files;
  const std::string& backup_dir = invocation.options.backup_dir;
  Listing listing{target.path,
                  apply::read_history(files, target.path, backup_dir, whose(invocation.options))};
  if (!listing.records) return listing;
  const auto info = files.info(target.path);
  listing.is_gone = !info && info.error().code == ErrorCode::not_found;
  if (!listing.records->empty()) return listing;
  auto owners = apply::other_owners(files, target.path, backup_dir);
  if (!owners) return {target.path, std::unexpected(owners.error())};
  listing.owners = std::move(*owners);
  if (listing.is_gone)
    listing.records = std::unexpected(Error{ErrorCode::not_found,
                                            "there is no such file, and no backup of it; check the path" +
                                                apply::words_on(listing.owners, target.path),
                                            target.path});
  return listing;
}

/// Logs what is wrong, and returns the exit code.
int tell_trouble(const Invocation& invocation, const Listing& listing) {
  if (!listing.records) return tell(invocation, listing.records.error());
  if (listing.is_gone)
    invocation.log.warn("{}: this file is gone; certlift restore FILE ID makes it anew from a backup",
                        render::in_one_line(listing.path));
  int code = exit_code::done;
  for (const Record& record : *listing.records) {
    if (!record.backup) continue;
    for (const Error& error : record.backup->damage) code = std::max(code, tell(invocation, error));
  }
  return code;
}

// --- text ---

constexpr std::size_t column_count = 6;
using Row = std::array<std::string, column_count>;

/// Of a change that has no backup: why.
std::string_view state_without_backup(const Record& record) {
  switch (record.moments.back().event) {
    case apply::Event::begin:
      return name_of(apply::BackupState::unfinished);
    case apply::Event::aborted:
      return "not made";
    case apply::Event::pruned:
      return "removed";
    case apply::Event::done:
    case apply::Event::unclear:
    case apply::Event::restoring:
      break;
  }
  return "missing";
}

std::string readable_time(const apply::Change& change) {
  return change.time.substr(0, 10) + " " +
         change.time.substr(std::min<std::size_t>(change.time.size(), 11), 8);
}

Row row_of(const Record& record) {
  const apply::Change& change = record.change;
  return {change.id,
          readable_time(change),
          std::string(record.backup ? name_of(record.backup->state) : state_without_backup(record)),
          std::to_string(change.size),
          change.sha256_before.substr(0, 12),
          change.info.command + ": " + change.info.what};
}

/// Where the bytes before the change are kept; empty if they are not.
std::string original_of(const Record& record) {
  const bool is_kept = record.backup && record.backup->state != apply::BackupState::missing;
  return is_kept ? record.backup->original : "";
}

void print_details(const Record& record, std::ostream& out) {
  const apply::Change& change = record.change;
  const std::string original = original_of(record);
  out << "    by " << change.user << " on " << change.host << " with certlift " << change.version << '\n'
      << "    before " << change.sha256_before << (original.empty() ? "" : ", in " + original) << '\n'
      << "    after  " << change.sha256_after << '\n';
  if (!change.info.plan_id.empty()) out << "    plan   " << change.info.plan_id << '\n';
  for (const auto& [event, then] : record.moments)
    if (event != apply::Event::begin)
      out << "    " << name_of(event) << ' ' << readable_time(then) << " by " << then.user << " on "
          << then.host << '\n';
}

void print_table(const std::vector<Record>& records, Verbosity verbosity, std::ostream& out) {
  std::vector<Row> rows{{"ID", "TIME (UTC)", "STATE", "SIZE", "SHA-256", "WHAT"}};
  for (const Record& record : records) rows.push_back(row_of(record));
  std::array<std::size_t, column_count> widths{};
  for (const Row& row : rows)
    for (std::size_t i = 0; i + 1 < column_count; ++i) widths[i] = std::max(widths[i], row[i].size() + 2);
  for (std::size_t r = 0; r < rows.size(); ++r) {
    out << "  ";
    for (std::size_t i = 0; i < column_count; ++i)
      out << rows[r][i] << std::string(i + 1 < column_count ? widths[i] - rows[r][i].size() : 0, ' ');
    out << '\n';
    if (r > 0 && verbosity == Verbosity::verbose) print_details(records[r - 1], out);
  }
}

void print_text(const Invocation& invocation, const std::vector<Listing>& listings) {
  std::ostream& out = invocation.world.out;
  const Verbosity verbosity = invocation.options.verbosity;
  for (const Listing& listing : listings) {
    if (!listing.records) continue;
    std::vector<Record> records = *listing.records;
    if (verbosity != Verbosity::verbose)
      std::erase_if(records, [](const Record& record) { return !record.backup; });
    out << render::in_one_line(listing.path) << (records.empty() ? ": no backups" : "")
        << render::in_one_line(apply::words_on(listing.owners, listing.path)) << '\n';
    if (!records.empty()) print_table(records, verbosity, out);
  }
}

// --- JSON ---

using Json = nlohmann::ordered_json;

Json or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json json_of(const apply::Change& change) {
  return {{"id", change.id},
          {"time", change.time},
          {"command", change.info.command},
          {"what", change.info.what},
          {"plan", or_null(change.info.plan_id)},
          {"takes_back", or_null(change.info.takes_back)},
          {"user", change.user},
          {"host", change.host},
          {"version", change.version},
          {"size", change.size},
          {"sha256_before", change.sha256_before},
          {"sha256_after", change.sha256_after}};
}

Json json_of(const Backup& backup) {
  Json document = json_of(backup.change);
  document["state"] = name_of(backup.state);
  document["original"] = backup.original;
  document["damage"] = Json::array();
  for (const Error& error : backup.damage) document["damage"].push_back(render::json_of(error));
  return document;
}

Json json_of(const apply::Moment& moment) {
  Json document{{"event", name_of(moment.event)}};
  document.update(json_of(moment.change));
  return document;
}

void print_json(const Invocation& invocation, const std::vector<Listing>& listings, int code) {
  auto document = render::document_head("backups", invocation.world.environment.host, code);
  document["targets"] = Json::array();
  for (const Listing& listing : listings) {
    Json target{{"path", listing.path}, {"error", nullptr}, {"belong_to", listing.owners}};
    if (!listing.records) target["error"] = render::json_of(listing.records.error());
    target["backups"] = Json::array();
    target["journal"] = Json::array();
    for (const Record& record : listing.records.value_or(std::vector<Record>())) {
      if (record.backup) target["backups"].push_back(json_of(*record.backup));
      for (const apply::Moment& moment : record.moments) target["journal"].push_back(json_of(moment));
    }
    document["targets"].push_back(std::move(target));
  }
  invocation.world.out << render::text_of(document);
}

Result<int> run_backups(const Invocation& invocation) {
  for (const std::string& target : invocation.options.targets)
    if (auto is_file = require_file_name(target); !is_file) return std::unexpected(is_file.error());
  const auto targets = find_targets(invocation);
  if (!targets) return std::unexpected(targets.error());
  std::vector<Listing> listings;
  int code = exit_code::done;
  for (const Target& target : *targets) {
    listings.push_back(list(invocation, target));
    code = std::max(code, tell_trouble(invocation, listings.back()));
  }
  if (invocation.options.format == Format::json)
    print_json(invocation, listings, code);
  else
    print_text(invocation, listings);
  return code;
}

}  // namespace

Run declare_backups(CLI::App& command, Options& options) {
  add_targets(command, options);
  add_moved(command, options);
  add_settings(command, options);
  add_backup_dir(command, options);
  add_wait(command, options);
  add_max_size(command, options);
  add_data_format(command, options);
  add_verbosity(command, options);
  command.footer(
      "Every stored file is read and compared with its hash. With -v, and in JSON, also the journal: who\n"
      "did what when, and the changes that were not made or whose backup was removed since (at least the\n"
      "last 100 of them).\n"
      "Examples:\n"
      "  certlift backups applicationHost.config\n"
      "  certlift backups -v configs/");
  return run_backups;
}

}  // namespace certlift::cli
