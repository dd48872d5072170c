#include "faults/scene.h"

#include "apply/history.h"
#include "apply/journal.h"
#include "disk/disk.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

namespace certlift::faults {
namespace {

namespace fs = std::filesystem;

constexpr const char* name = "applicationHost.config";
constexpr mode_t mode = 0640;
constexpr uid_t someone = 12345;  // need not exist

std::string make_folder() {
  const fs::path memory = "/dev/shm";
  const fs::path parent =
      ::access(memory.c_str(), W_OK | X_OK) == 0 ? memory : fs::canonical(fs::temp_directory_path());
  std::string pattern = parent / "certlift-XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr) {
    throw std::system_error(errno, std::generic_category(), pattern);
  }
  return pattern;
}

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code none;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, none)) {
    names.push_back(entry.path().filename());
  }
  std::ranges::sort(names);
  return names;
}

void note_litter(const fs::path& folder, std::vector<std::string>& disorder) {
  const fs::path store = folder / ".certlift";
  for (const std::string& found : names_in(folder)) {
    if (found != name && found != ".certlift") {
      disorder.push_back("left over: " + found);
    }
  }
  for (const std::string& found : names_in(store)) {
    if (!apply::is_change_id(found) && found != "journal.jsonl") {
      disorder.push_back("left over: .certlift/" + found);
    }
  }
}

void note_journal(const std::string& store, const std::string& target, std::vector<std::string>& disorder) {
  const auto disk = disk::open_disk();
  const auto journal = apply::Journal::open(*disk, store);
  if (!journal) {
    disorder.push_back("the journal cannot be read: " + journal.error().message);
    return;
  }
  for (const apply::Change& change : journal->open_changes(target)) {
    disorder.push_back("open in the journal: " + change.id);
  }
  const auto backups = apply::list_backups(*disk, target, {});
  for (const apply::Backup& backup : backups.value_or(std::vector<apply::Backup>())) {
    if (backup.state != apply::BackupState::intact) {
      disorder.push_back("the backup " + backup.change.id + " is " + std::string(name_of(backup.state)));
    }
  }
}

}  // namespace

std::optional<std::string> bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return file ? std::optional<std::string>(std::in_place, std::istreambuf_iterator<char>(file),
                                           std::istreambuf_iterator<char>())
              : std::nullopt;
}

Scene::Scene() : folder_(make_folder()), target_(folder_ + "/" + name) {}

Scene::~Scene() {
  std::error_code none;
  fs::remove_all(folder_, none);
  fs::remove(plan(), none);
}

void Scene::reset(const std::string& bytes) const {
  for (const std::string& found : names_in(folder_)) {
    fs::remove_all(fs::path(folder_) / found);
  }
  std::ofstream(target_, std::ios::binary) << bytes;
  ::chmod(target_.c_str(), mode);
  if (::geteuid() == 0 && ::chown(target_.c_str(), someone, someone) != 0) {
    throw std::system_error(errno, std::generic_category(), target_);
  }
}

bool Scene::holds(const std::string& text) const {
  return bytes_of(target_).value_or("").contains(text);
}

std::vector<std::string> Scene::changes() const {
  std::vector<std::string> names = names_in(folder_ + "/.certlift");
  std::erase_if(names, [](const std::string& found) { return !apply::is_change_id(found); });
  return names;
}

bool Scene::has_backup_of(const std::string& bytes) const {
  return std::ranges::any_of(changes(), [&](const std::string& id) {
    return bytes_of(folder_ + "/.certlift/" + id + "/" + name) == bytes;
  });
}

std::vector<std::string> Scene::disorder() const {
  std::vector<std::string> disorder;
  note_litter(folder_, disorder);
  const std::string store = folder_ + "/.certlift";
  note_journal(store, target_, disorder);
  for (const std::string& id : changes()) {
    if (names_in(fs::path(store) / id).size() != 3) {
      disorder.push_back("half a backup: " + id);
    }
  }
  struct stat found{};
  if (::stat(target_.c_str(), &found) != 0) {
    disorder.push_back("there is no target");
    return disorder;
  }
  if ((found.st_mode & 07777U) != mode) {
    disorder.push_back("the target has other permissions");
  }
  if (found.st_uid != (::geteuid() == 0 ? someone : ::geteuid())) {
    disorder.push_back("the target has another owner");
  }
  return disorder;
}

}  // namespace certlift::faults
