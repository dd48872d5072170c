#include "support/memory_disk.h"
#include "support/memory_disk_node.h"

#include <algorithm>
#include <span>
#include <utility>

namespace certlift::test {

using disk::Creation;
using disk::DirectoryEntry;
using disk::FileContent;
using disk::FileInfo;
using disk::FileKind;

/// One call of the program: it may have to fail, and to do some of its work all the same.
struct MemoryDisk::Call {
  std::unique_lock<std::recursive_mutex> lock;
  std::string path;
  std::optional<Fault> fault;

  bool works() const { return !fault || fault->effect != Effect::nothing; }
  bool works_half() const { return fault && fault->effect == Effect::half; }

  std::unexpected<Error> fails(ErrorCode code, std::string message) const {
    return fault ? told() : std::unexpected(Error{code, std::move(message), path});
  }
  template <class T>
  Result<T> answer(T value) const {
    return fault ? Result<T>(told()) : Result<T>(std::move(value));
  }
  Result<void> answer() const { return fault ? Result<void>(told()) : Result<void>(); }

  std::unexpected<Error> told() const {
    Error error = fault.value_or(Fault{}).error;
    error.path = path;
    return std::unexpected(std::move(error));
  }
};

MemoryDisk::Call MemoryDisk::begin(const std::string& what, const std::string& path) const {
  std::unique_lock lock(mutex_);
  calls_.push_back(what + " " + path);
  const std::size_t n = ++count_;
  if (const auto hook = hooks_.extract(n)) {
    hook.mapped()(const_cast<MemoryDisk&>(*this));
  }
  const bool fails = fault_ && (n == fault_->n || (n > fault_->n && fault_->times == Times::from_then_on));
  if (!fails) {
    return {std::move(lock), path, std::nullopt};
  }
  Call call{std::move(lock), path, fault_};
  if (n > fault_->n) {
    call.fault->effect = Effect::nothing;
  }
  return call;
}

Result<FileInfo> MemoryDisk::info(const std::string& path) const {
  const Call call = begin("info", path);
  const auto node = at(followed(path));
  if (!node && !call.fault) {
    return call.fails(ErrorCode::not_found, "there is no such file");
  }
  return node ? call.answer(
                    FileInfo{followed(path), node->kind, node->identity, node->bytes.size(), node->names})
              : Result<FileInfo>(call.told());
}

Result<FileContent> MemoryDisk::read(const std::string& path) const {
  const Call call = begin("read", path);
  const auto node = at(followed(path));
  if (!node || call.fault) {
    return call.fails(ErrorCode::not_found, "there is no such file");
  }
  if (node->kind == FileKind::directory) {
    return call.fails(ErrorCode::unreadable, "this is a directory");
  }
  if (node->kind != FileKind::regular) {
    return call.fails(ErrorCode::unreadable, "this is a device, not a file");
  }
  return FileContent{{followed(path), node->kind, node->identity, node->bytes.size(), node->names},
                     node->bytes};
}

/// Who writes here does so between two calls, so every file is at rest.
Result<FileContent> MemoryDisk::read_at_rest(const std::string& path) const {
  return read(path);
}

/// Serves the bytes that were there when it was opened, a few at a time, so that what lies across the border
/// of two pieces is met.
class MemoryStream : public disk::FileStream {
 public:
  explicit MemoryStream(std::string bytes) : bytes_(std::move(bytes)) {}

  Result<std::size_t> read(std::span<char> space) override {
    constexpr std::size_t most = 997;
    const std::size_t count = std::min({most, space.size(), bytes_.size() - at_});
    bytes_.copy(space.data(), count, at_);
    at_ += count;
    return count;
  }

 private:
  std::string bytes_;
  std::size_t at_ = 0;
};

Result<std::unique_ptr<disk::FileStream>> MemoryDisk::open(const std::string& path) const {
  auto content = read(path);
  if (!content) return std::unexpected(content.error());
  return std::make_unique<MemoryStream>(std::move(content->bytes));
}

Result<std::vector<DirectoryEntry>> MemoryDisk::list(const std::string& directory) const {
  const Call call = begin("list", directory);
  const auto node = at(followed(directory));
  if (!node || call.fault) {
    return call.fails(ErrorCode::not_found, "there is no such directory");
  }
  std::vector<DirectoryEntry> entries;
  for (const auto& [name, child] : node->children) {
    entries.push_back({name, child->kind});
  }
  return entries;
}

Result<Creation> MemoryDisk::create_file(const std::string& path, const std::string& model,
                                         std::string_view bytes) {
  const Call call = begin("create_file", path);
  Names* const names = names_beside(path);
  if (names == nullptr || (!model.empty() && !at(followed(model)))) {
    return call.fails(ErrorCode::not_found, "there is no such directory or model");
  }
  if (call.works() && names->contains(disk::file_name_of(path))) {
    return call.answer(Creation::already_there);
  }
  if (call.works()) {
    auto node = make(FileKind::regular, model);
    node->bytes = bytes.substr(0, call.works_half() ? bytes.size() / 2 : bytes.size());
    (*names)[disk::file_name_of(path)] = node;
  }
  return call.answer(Creation::created);
}

Result<Creation> MemoryDisk::create_directory(const std::string& path, const std::string& model) {
  const Call call = begin("create_directory", path);
  Names* const names = names_beside(path);
  if (names == nullptr || (!model.empty() && !at(followed(model)))) {
    return call.fails(ErrorCode::not_found, "there is no such directory or model");
  }
  if (call.works() && names->contains(disk::file_name_of(path))) {
    return call.answer(Creation::already_there);
  }
  if (call.works()) {
    (*names)[disk::file_name_of(path)] = make(FileKind::directory, model);
  }
  return call.answer(Creation::created);
}

Result<void> MemoryDisk::append(const std::string& path, const std::string& model, std::string_view bytes) {
  const Call call = begin("append", path);
  Names* const names = names_beside(path);
  if (names == nullptr) {
    return call.fails(ErrorCode::not_found, "there is no such directory");
  }
  if (call.works()) {
    auto& node = (*names)[disk::file_name_of(path)];
    if (!node) {
      node = make(FileKind::regular, model);
      node->mode |= 0200U;
    }
    node->bytes += bytes.substr(0, call.works_half() ? bytes.size() / 2 : bytes.size());
  }
  return call.answer();
}

Result<disk::Displaced> MemoryDisk::replace(const std::string& target, const std::string& staged) {
  const Call call = begin("replace", target);
  Names* const to = names_beside(target);
  Names* const from = names_beside(staged);
  if (to == nullptr || from == nullptr || !from->contains(disk::file_name_of(staged))) {
    return call.fails(ErrorCode::not_found, "there is no such file");
  }
  const bool keeps = displaced == disk::Displaced::kept && to->contains(disk::file_name_of(target));
  if (call.works()) {
    std::swap((*to)[disk::file_name_of(target)], from->at(disk::file_name_of(staged)));
  }
  if (call.works() && !keeps) {
    from->erase(disk::file_name_of(staged));
  }
  return call.answer(keeps ? disk::Displaced::kept : disk::Displaced::gone);
}

Result<Creation> MemoryDisk::give_free_name(const std::string& staged, const std::string& target) {
  const Call call = begin("give_free_name", target);
  Names* const to = names_beside(target);
  Names* const from = names_beside(staged);
  if (to == nullptr || from == nullptr || !from->contains(disk::file_name_of(staged))) {
    return call.fails(ErrorCode::not_found, "there is no such file");
  }
  if (call.works() && to->contains(disk::file_name_of(target))) {
    return call.answer(Creation::already_there);
  }
  if (call.works()) {
    (*to)[disk::file_name_of(target)] = from->at(disk::file_name_of(staged));
    from->erase(disk::file_name_of(staged));
  }
  return call.answer(Creation::created);
}

Result<void> MemoryDisk::remove_file(const std::string& path) {
  const Call call = begin("remove_file", path);
  Names* const names = names_beside(path);
  if (names == nullptr || !names->contains(disk::file_name_of(path))) {
    return call.fails(ErrorCode::not_found, "there is no such file");
  }
  if (call.works()) {
    names->erase(disk::file_name_of(path));
  }
  return call.answer();
}

Result<void> MemoryDisk::remove_empty_directory(const std::string& path) {
  const Call call = begin("remove_empty_directory", path);
  Names* const names = names_beside(path);
  const auto node = at(path);
  if (names == nullptr || !node) {
    return call.fails(ErrorCode::not_found, "there is no such directory");
  }
  if (node->kind != FileKind::directory || !node->children.empty()) {
    return call.fails(ErrorCode::unwritable, "this directory is not empty");
  }
  if (call.works()) {
    names->erase(disk::file_name_of(path));
  }
  return call.answer();
}

Result<void> MemoryDisk::flush_directory(const std::string& path) {
  const Call call = begin("flush_directory", path);
  const auto node = at(path);
  if (!node || node->kind != FileKind::directory) {
    return call.fails(ErrorCode::not_found, "there is no such directory");
  }
  if (call.works()) {
    node->flushed = node->children;
  }
  return call.answer();
}

}  // namespace certlift::test
