#include "disk/patient_files.h"

#include <algorithm>

namespace certlift::disk {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds first_pause{25};
constexpr milliseconds longest_pause{1'000};
constexpr milliseconds last_patience{1'000};  ///< once an interruption was requested

template <class Call>
auto until_free(const Environment& environment, milliseconds patience, const Call& call) {
  milliseconds pause = first_pause;
  auto result = call();
  for (milliseconds left = patience; left.count() > 0 && !result && result.error().code == ErrorCode::busy;) {
    const milliseconds now = std::min(pause, left);
    environment.sleep(now);
    if (environment.interruption->is_requested()) {
      left = std::min(left, last_patience);  // what was begun still has to be finished, or undone
    }
    left -= now;
    pause = std::min(pause * 2, longest_pause);
    result = call();
  }
  if (!result && result.error().code == ErrorCode::busy) {
    result.error().message +=
        environment.interruption->is_requested() ? "; interrupted while waiting" : waited(patience);
  }
  return result;
}

}  // namespace

std::string waited(milliseconds patience) {
  const std::string number = std::to_string(std::chrono::ceil<std::chrono::seconds>(patience).count());
  return "; waited " + number + (number == "1" ? " second" : " seconds");
}

Result<FileInfo> PatientFiles::info(const std::string& path) const {
  return until_free(environment_, patience_, [&] { return files_.info(path); });
}

Result<FileContent> PatientFiles::read(const std::string& path) const {
  return until_free(environment_, patience_, [&] { return files_.read(path); });
}

Result<FileContent> PatientFiles::read_at_rest(const std::string& path) const {
  return until_free(environment_, patience_, [&] { return files_.read_at_rest(path); });
}

Result<std::unique_ptr<FileStream>> PatientFiles::open(const std::string& path) const {
  return until_free(environment_, patience_, [&] { return files_.open(path); });
}

Result<std::vector<DirectoryEntry>> PatientFiles::list(const std::string& directory) const {
  return until_free(environment_, patience_, [&] { return files_.list(directory); });
}

Result<Creation> PatientFiles::create_file(const std::string& path, const std::string& model,
                                           std::string_view bytes) {
  return until_free(environment_, patience_, [&] { return files_.create_file(path, model, bytes); });
}

Result<Creation> PatientFiles::create_directory(const std::string& path, const std::string& model) {
  return until_free(environment_, patience_, [&] { return files_.create_directory(path, model); });
}

Result<void> PatientFiles::append(const std::string& path, const std::string& model, std::string_view bytes) {
  return until_free(environment_, patience_, [&] { return files_.append(path, model, bytes); });
}

Result<Displaced> PatientFiles::replace(const std::string& target, const std::string& staged) {
  return until_free(environment_, patience_, [&] { return files_.replace(target, staged); });
}

Result<void> PatientFiles::settle_replace(const std::string& target, const std::string& staged) {
  return until_free(environment_, patience_, [&] { return files_.settle_replace(target, staged); });
}

Result<Creation> PatientFiles::give_free_name(const std::string& staged, const std::string& target) {
  return until_free(environment_, patience_, [&] { return files_.give_free_name(staged, target); });
}

Result<void> PatientFiles::remove_file(const std::string& path) {
  return until_free(environment_, patience_, [&] { return files_.remove_file(path); });
}

Result<void> PatientFiles::remove_empty_directory(const std::string& path) {
  return until_free(environment_, patience_, [&] { return files_.remove_empty_directory(path); });
}

Result<void> PatientFiles::flush_directory(const std::string& path) {
  return until_free(environment_, patience_, [&] { return files_.flush_directory(path); });
}

}  // namespace certlift::disk
