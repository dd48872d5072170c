#include "fuzz/support/misplaced.h"
#include "fuzz/support/own_document.h"
#include "fuzz/support/require.h"
#include "support/program.h"

#include <algorithm>
#include <utility>
#include <vector>

/// Any bytes as a store's journal, as a change's record and as a lock: whatever is made of them, the target
/// is never anything else than what it was before the change or after it.
namespace certlift::fuzz {
namespace {

constexpr std::string_view record_name = "/change.json";
const std::string journal_path = "/iis/.certlift/journal.jsonl";
const std::string lock_path = "/iis/.certlift/lock";

/// What stands on a disk on which one fix was made.
struct Fixed {
  std::string after;  ///< of the target
  std::string record_path;
  std::vector<std::pair<std::string, std::string>> files;

  Fixed() {
    test::MemoryDisk disk;
    disk.put(misplaced_path, misplaced);
    test::run_program(disk, {"fix", misplaced_path, "--accept", "all"});
    after = disk.bytes(misplaced_path);
    for (const std::string& path : disk.paths()) {
      if (disk.info(path)->kind == disk::FileKind::regular) files.emplace_back(path, disk.bytes(path));
      if (path.ends_with(record_name)) record_path = path;
    }
    require(after != misplaced && !record_path.empty() && disk.exists(journal_path), "a fix was made");
  }

  std::string id() const {
    const std::string folder = record_path.substr(0, record_path.size() - record_name.size());
    return folder.substr(folder.rfind('/') + 1);
  }

  /// The genuine documents and the lock of a process that is gone, as one input.
  std::string documents() const {
    std::string journal, record;
    for (const auto& [path, bytes] : files) {
      if (path == journal_path) journal = bytes;
      if (path == record_path) record = bytes;
    }
    return journal + '\x1E' + record + '\x1E' +
           R"({"host":"WEB01","pid":4712,"process":"started at 2","time":"2026-11-22T08:30:00.000000Z"})";
  }
};

const Fixed& fixed() {
  static const Fixed value;
  return value;
}

class Server {
 public:
  Server() {
    for (const auto& [path, bytes] : fixed().files) disk_.put(path, bytes);
  }

  void put(const std::string& journal, const std::string& record, const std::string& lock) {
    disk_.put(journal_path, journal);
    disk_.put(fixed().record_path, record);
    if (!lock.empty()) disk_.put(lock_path, lock);
  }

  void run(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin() + 1, misplaced_path);
    const test::Said said = test::run_program(disk_, arguments);
    require(said.exit_code != 5 && said.exit_code != 2, "certlift ends well or says why not", said.err);
    require(said.exit_code < 3 || !said.err.empty(), "an error has a message");
    const std::string now = disk_.bytes(misplaced_path);
    require(now == misplaced || now == fixed().after, "the target is one of the two", now);
  }

 private:
  test::MemoryDisk disk_;
};

/// Lines of the journal doubled, removed and swapped.
std::string with_lines_changed(const std::string& input, unsigned seed) {
  const std::size_t cut = std::min(input.find('\x1E'), input.size());
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < cut;) {
    const std::size_t end = std::min(input.find('\n', at), cut - 1) + 1;
    lines.push_back(input.substr(at, end - at));
    at = end;
  }
  if (lines.empty()) return input;
  const std::size_t one = seed % lines.size(), other = seed / 7 % lines.size();
  if (seed % 3 == 0) lines.push_back(lines[one]);
  if (seed % 3 == 1) lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(one));
  if (seed % 3 == 2) std::swap(lines[one], lines[other]);
  std::string result;
  for (const std::string& line : lines) result += line;
  return result + input.substr(cut);
}

}  // namespace
}  // namespace certlift::fuzz

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
  using namespace certlift::fuzz;
  return mutate_own_document(data, size, max_size, seed, fixed().documents(), with_lines_changed);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace certlift::fuzz;
  const auto parts = parts_of(input_of(data, size), 3);
  Server server;
  server.put(parts[0], parts[1], parts[2]);
  server.run({"backups", "-v"});
  server.run({"backups", "--format", "json"});
  server.run({"undo"});
  server.run({"fix", "--accept", "all"});
  server.run({"restore", fixed().id(), "--force"});
  server.run({"undo"});
  server.run({"backups"});
  return 0;
}
