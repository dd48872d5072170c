#pragma once

#include "apply/file_system.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::test {

/// A disk in memory that records each call, and that can fail, or be interfered with, at any of them.
/// Paths are absolute, with `/`. Whatever a test does with the helpers is not recorded and does not count.
class MemoryDisk : public apply::WritableFiles {
 public:
  MemoryDisk();

  // What a test does.
  void put(const std::string& path, std::string_view bytes, unsigned mode = 0644,
           const std::string& owner = "root");
  void put_directory(const std::string& path, unsigned mode = 0755, const std::string& owner = "root");
  void put_link(const std::string& path, const std::string& leads_to);
  void put_hard_link(const std::string& path, const std::string& other_name);
  void put_special(const std::string& path);
  void erase(const std::string& path);  ///< with all that is in it

  bool exists(const std::string& path) const;
  std::string bytes(const std::string& path) const;  ///< "" if there is none
  unsigned mode(const std::string& path) const;
  std::string owner(const std::string& path) const;
  std::vector<std::string> files() const;  ///< the paths of all files, sorted

  // What goes wrong.
  enum class Times { once, from_then_on };
  enum class Effect { nothing, half, all };  ///< how much of its work the failing call does all the same
  /// The n-th call from now (1-based) fails with this error.
  void fail_at(std::size_t n, Times times, Effect effect = Effect::nothing,
               Error error = {ErrorCode::unwritable, "the disk is full; free some space"});
  /// Runs before the n-th call from now (1-based).
  void before_call(std::size_t n, std::function<void(MemoryDisk&)> hook);
  void work_again();      ///< no failure and no hook any more
  void lose_unflushed();  ///< a power failure: names made, changed or removed in unflushed directories are as
                          ///< before

  const std::vector<std::string>& calls() const { return calls_; }  ///< like "replace /a/b by /a/c"
  void forget_calls() { calls_.clear(); }

  // What the program does.
  Result<apply::FileInfo> info(const std::string& path) const override;
  Result<apply::FileContent> read(const std::string& path) const override;
  Result<std::vector<apply::DirectoryEntry>> list(const std::string& directory) const override;
  Result<apply::Creation> create_file(const std::string& path, const std::string& model,
                                      std::string_view bytes) override;
  Result<apply::Creation> create_directory(const std::string& path, const std::string& model) override;
  Result<void> append(const std::string& path, const std::string& model, std::string_view bytes) override;
  Result<void> replace(const std::string& target, const std::string& staged) override;
  Result<void> remove_file(const std::string& path) override;
  Result<void> remove_empty_directory(const std::string& path) override;
  Result<void> flush_directory(const std::string& path) override;

 private:
  struct Node {
    apply::FileKind kind = apply::FileKind::regular;
    std::string bytes;
    unsigned mode = 0644;
    std::string owner = "root";
    std::string identity;
    std::string leads_to;
    std::size_t names = 1;
    std::map<std::string, std::shared_ptr<Node>> children;
    std::map<std::string, std::shared_ptr<Node>> flushed;  ///< what a power failure leaves of `children`
  };
  struct Fault {
    std::size_t n;
    Times times;
    Effect effect;
    Error error;
  };
  /// What the failing call has to do and to say; nothing for a call that works.
  struct Failure {
    Effect effect;
    Error error;
  };

  std::optional<Failure> begin_call(const std::string& what, const std::string& path) const;
  std::shared_ptr<Node> make_node(apply::FileKind kind) const;
  std::shared_ptr<Node> find(const std::string& path) const;  ///< links on the way followed, the last not
  std::string real_path(const std::string& path) const;       ///< every link followed
  std::shared_ptr<Node> find_followed(const std::string& path) const;
  void place(const std::string& path, const std::shared_ptr<Node>& node);  ///< on the disk, flushed
  void protect(Node& node, const std::string& model) const;

  mutable std::recursive_mutex mutex_;
  std::shared_ptr<Node> root_;
  mutable std::vector<std::string> calls_;
  mutable std::size_t count_ = 0;
  std::optional<Fault> fault_;
  mutable std::map<std::size_t, std::function<void(MemoryDisk&)>> hooks_;
  mutable std::size_t next_identity_ = 1;
};

}  // namespace certlift::test
