#pragma once

#include "disk/file_system.h"

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::test {

/// A disk in memory that records each call, and that can fail, or be interfered with, at any of them. Paths
/// are absolute, with `/`. Links stand for the last part of a path only. What a test does is not recorded,
/// and flushed.
class MemoryDisk : public disk::WritableFiles {
 public:
  MemoryDisk();

  // What a test does.
  void put(const std::string& path, std::string_view bytes, unsigned mode = 0644,
           const std::string& owner = "root");
  void put_directory(const std::string& path);  ///< with all above it
  void put_link(const std::string& path, const std::string& leads_to);
  void put_hard_link(const std::string& path, const std::string& other_name);
  void put_special(const std::string& path);
  void erase(const std::string& path);  ///< with all that is in it

  bool exists(const std::string& path) const;
  std::string bytes(const std::string& path) const;  ///< "" if there is none
  unsigned mode(const std::string& path) const;
  std::string owner(const std::string& path) const;
  std::string identity(const std::string& path) const;
  std::vector<std::string> paths() const;  ///< of all there is but "/", sorted

  enum class Times { once, from_then_on };
  enum class Effect { nothing, half, all };  ///< how much of its work a failing call does all the same
  /// The n-th call from now (1-based) fails.
  void fail_at(std::size_t n, Times times, Effect effect = Effect::nothing,
               Error error = {ErrorCode::unwritable, "the disk is full; free some space"});
  /// Runs before the n-th call from now (1-based).
  void before_call(std::size_t n, std::function<void(MemoryDisk&)> hook);
  void work_again();  ///< no failure and no hook any more
  /// A power failure: a name made, replaced or removed in a directory since that was last flushed is as it
  /// was then, unless it `survives` all the same.
  void lose_unflushed(const std::function<bool(const std::string& path)>& survives = {});

  /// What `replace` does with the file that it replaces. A test may say that this disk knows no better.
  disk::Displaced displaced = disk::Displaced::kept;

  const std::vector<std::string>& calls() const { return calls_; }  ///< like "replace /a/b"
  void forget_calls() { calls_.clear(); }

  // What the program does.
  Result<disk::FileInfo> info(const std::string& path) const override;
  Result<disk::FileContent> read(const std::string& path) const override;
  Result<disk::FileContent> read_at_rest(const std::string& path) const override;
  Result<std::unique_ptr<disk::FileStream>> open(const std::string& path) const override;
  Result<std::vector<disk::DirectoryEntry>> list(const std::string& directory) const override;
  Result<disk::Creation> create_file(const std::string& path, const std::string& model,
                                     std::string_view bytes) override;
  Result<disk::Creation> create_directory(const std::string& path, const std::string& model) override;
  Result<void> append(const std::string& path, const std::string& model, std::string_view bytes) override;
  Result<disk::Displaced> replace(const std::string& target, const std::string& staged) override;
  Result<disk::Creation> give_free_name(const std::string& staged, const std::string& target) override;
  Result<void> remove_file(const std::string& path) override;
  Result<void> remove_empty_directory(const std::string& path) override;
  Result<void> flush_directory(const std::string& path) override;

 private:
  struct Node;
  using Names = std::map<std::string, std::shared_ptr<Node>>;
  struct Call;

  Call begin(const std::string& what, const std::string& path) const;
  std::shared_ptr<Node> at(const std::string& path) const;  ///< a link at the end is not followed
  std::string followed(std::string path) const;
  std::shared_ptr<Node> make(disk::FileKind kind, const std::string& model) const;
  void place(const std::string& path, const std::shared_ptr<Node>& node);
  Names* names_beside(const std::string& path) const;

  mutable std::recursive_mutex mutex_;
  std::shared_ptr<Node> root_;
  mutable std::vector<std::string> calls_;
  mutable std::size_t count_ = 0;
  mutable std::size_t made_ = 0;
  struct Fault {
    std::size_t n = 0;
    Times times = Times::once;
    Effect effect = Effect::nothing;
    Error error = {};
  };
  std::optional<Fault> fault_;
  mutable std::map<std::size_t, std::function<void(MemoryDisk&)>> hooks_;
};

}  // namespace certlift::test
