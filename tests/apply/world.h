#pragma once

#include "apply/context.h"
#include "apply/recovery.h"
#include "apply/restore.h"
#include "apply/transaction.h"
#include "apply/undo.h"
#include "support/memory_disk.h"
#include "support/test_environment.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::test {

constexpr const char* target = "/iis/applicationHost.config";
constexpr const char* store = "/iis/.certlift";
constexpr const char* old_bytes = "<a>\r\n  <b one='1'/>\r\n  <c/>\r\n  <d/>\r\n</a>\r\n";
constexpr const char* new_bytes = "<a>\r\n  <b one='2'/>\r\n  <c/>\r\n  <d/>\r\n</a>\r\n";

/// A disk with one configuration on it, and one certlift.
struct World {
  MemoryDisk disk;
  disk::Environment environment = test_environment();
  std::size_t keep = 20;

  World() { disk.put(target, old_bytes, 0640, "iis"); }

  apply::Context context() {
    return {
        .files = disk, .environment = environment, .patience = std::chrono::milliseconds(200), .keep = keep};
  }

  Result<apply::Outcome> change(std::string_view bytes, const std::string& path = target) {
    const auto snapshot = apply::take_snapshot(disk, path);
    return snapshot ? apply::change_file(context(), *snapshot, bytes, {"fix", "a test"})
                    : std::unexpected(snapshot.error());
  }

  /// This certlift is gone; the next one has another number.
  void next_process() {
    environment.pid = 4712;
    environment.process_mark = [](std::int64_t pid) {
      return pid == 4712 ? std::optional<std::string>("started at 2") : std::nullopt;
    };
  }

  std::vector<apply::Backup> backups() { return apply::list_backups(disk, target, {}).value(); }

  /// Leftovers: staged files, locks, and folders that are no whole backup.
  std::vector<std::string> litter() const {
    std::vector<std::string> found;
    for (const std::string& path : disk.paths()) {
      const std::string name = disk::file_name_of(path);
      const bool staged = name.ends_with(".tmp");
      const bool lock = name.starts_with("lock");
      const bool half = apply::is_change_id(name) && !(disk.exists(path + "/change.json") &&
                                                       disk.exists(path + "/applicationHost.config") &&
                                                       disk.exists(path + "/applicationHost.config.after"));
      if (staged || lock || half) {
        found.push_back(path);
      }
    }
    return found;
  }

  bool has_backup_of(std::string_view bytes) const {
    return std::ranges::any_of(disk.paths(), [&](const std::string& path) {
      return path.starts_with(store) && path.ends_with("/applicationHost.config") &&
             disk.bytes(path) == bytes;
    });
  }
};

}  // namespace certlift::test
