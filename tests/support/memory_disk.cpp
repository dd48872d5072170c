#include "support/memory_disk.h"

#include "support/memory_disk_node.h"

#include <algorithm>
#include <utility>

namespace certlift::test {

using disk::FileKind;

MemoryDisk::MemoryDisk() : root_(std::make_shared<Node>()) {
  root_->kind = FileKind::directory;
  root_->mode = 0755;
}

std::shared_ptr<MemoryDisk::Node> MemoryDisk::at(const std::string& path) const {
  std::shared_ptr<Node> node = root_;
  for (std::size_t start = 1; node && start < path.size();) {
    const std::size_t end = std::min(path.find('/', start), path.size());
    const auto child = node->children.find(path.substr(start, end - start));
    node = child == node->children.end() ? nullptr : child->second;
    start = end + 1;
  }
  return node;
}

std::string MemoryDisk::followed(std::string path) const {
  for (auto node = at(path); node && node->kind == FileKind::link; node = at(path)) {
    path = node->leads_to;
  }
  return path;
}

std::shared_ptr<MemoryDisk::Node> MemoryDisk::make(FileKind kind, const std::string& model) const {
  auto node = std::make_shared<Node>();
  node->kind = kind;
  node->identity = "file " + std::to_string(++made_);
  const auto like = model.empty() ? nullptr : at(followed(model));
  node->mode = like ? like->mode : 0600;
  node->owner = like ? like->owner : "root";
  if (kind == FileKind::directory) {
    node->mode = node->mode | ((node->mode & 0444U) >> 2U) | 0700U;
  }
  return node;
}

MemoryDisk::Names* MemoryDisk::names_beside(const std::string& path) const {
  const auto directory = at(disk::directory_of(path));
  return directory && directory->kind == FileKind::directory ? &directory->children : nullptr;
}

void MemoryDisk::place(const std::string& path, const std::shared_ptr<Node>& node) {
  put_directory(disk::directory_of(path));
  const auto directory = at(disk::directory_of(path));
  const std::string name = disk::file_name_of(path);
  directory->children[name] = node;
  directory->flushed[name] = node;
}

void MemoryDisk::put(const std::string& path, std::string_view bytes, unsigned mode,
                     const std::string& owner) {
  const std::scoped_lock lock(mutex_);
  auto node = make(FileKind::regular, "");
  node->bytes = bytes;
  node->mode = mode;
  node->owner = owner;
  place(path, node);
}

void MemoryDisk::put_directory(const std::string& path) {
  const std::scoped_lock lock(mutex_);
  auto node = root_;
  for (std::size_t start = 1; start < path.size();) {
    const std::size_t end = std::min(path.find('/', start), path.size());
    auto& child = node->children[path.substr(start, end - start)];
    if (!child) {
      child = make(FileKind::directory, "");
      child->mode = 0755;
      node->flushed[path.substr(start, end - start)] = child;
    }
    node = child;
    start = end + 1;
  }
}

void MemoryDisk::put_link(const std::string& path, const std::string& leads_to) {
  const std::scoped_lock lock(mutex_);
  auto node = make(FileKind::link, "");
  node->leads_to = leads_to;
  place(path, node);
}

void MemoryDisk::put_hard_link(const std::string& path, const std::string& other_name) {
  const std::scoped_lock lock(mutex_);
  const auto node = at(other_name);
  ++node->names;
  place(path, node);
}

void MemoryDisk::put_special(const std::string& path) {
  const std::scoped_lock lock(mutex_);
  place(path, make(FileKind::other, ""));
}

void MemoryDisk::erase(const std::string& path) {
  const std::scoped_lock lock(mutex_);
  const auto directory = at(disk::directory_of(path));
  directory->children.erase(disk::file_name_of(path));
  directory->flushed.erase(disk::file_name_of(path));
}

bool MemoryDisk::exists(const std::string& path) const {
  const std::scoped_lock lock(mutex_);
  return at(path) != nullptr;
}

std::string MemoryDisk::bytes(const std::string& path) const {
  const std::scoped_lock lock(mutex_);
  const auto node = at(followed(path));
  return node ? node->bytes : "";
}

unsigned MemoryDisk::mode(const std::string& path) const {
  const std::scoped_lock lock(mutex_);
  const auto node = at(path);
  return node ? node->mode : 0;
}

std::string MemoryDisk::owner(const std::string& path) const {
  const std::scoped_lock lock(mutex_);
  const auto node = at(path);
  return node ? node->owner : "";
}

std::string MemoryDisk::identity(const std::string& path) const {
  const std::scoped_lock lock(mutex_);
  const auto node = at(path);
  return node ? node->identity : "";
}

std::vector<std::string> MemoryDisk::paths() const {
  const std::scoped_lock lock(mutex_);
  std::vector<std::string> found;
  std::vector<std::pair<std::string, std::shared_ptr<Node>>> left = {{"/", root_}};
  while (!left.empty()) {
    const auto [path, node] = std::move(left.back());
    left.pop_back();
    for (const auto& [name, child] : node->children) {
      found.push_back(disk::join(path, name));
      left.emplace_back(found.back(), child);
    }
  }
  std::ranges::sort(found);
  return found;
}

void MemoryDisk::fail_at(std::size_t n, Times times, Effect effect, Error error) {
  const std::scoped_lock lock(mutex_);
  fault_ = Fault{count_ + n, times, effect, std::move(error)};
}

void MemoryDisk::before_call(std::size_t n, std::function<void(MemoryDisk&)> hook) {
  const std::scoped_lock lock(mutex_);
  hooks_[count_ + n] = std::move(hook);
}

void MemoryDisk::work_again() {
  const std::scoped_lock lock(mutex_);
  fault_.reset();
  hooks_.clear();
}

void MemoryDisk::lose_unflushed(const std::function<bool(const std::string&)>& survives) {
  const std::scoped_lock lock(mutex_);
  std::vector<std::pair<std::string, std::shared_ptr<Node>>> left = {{"/", root_}};
  while (!left.empty()) {
    const auto [path, node] = std::move(left.back());
    left.pop_back();
    Names names = node->flushed;
    names.insert(node->children.begin(), node->children.end());
    for (const auto& [name, unused] : names) {
      const std::string whole = disk::join(path, name);
      const bool keep = survives && survives(whole);
      const Names& from = keep ? node->children : node->flushed;
      const auto found = from.find(name);
      if (found == from.end()) {
        node->children.erase(name);
      } else {
        left.emplace_back(whole, node->children[name] = found->second);
      }
    }
  }
}

}  // namespace certlift::test
