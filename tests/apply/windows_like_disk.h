#pragma once

#include "apply/world.h"
#include "disk/replacement.h"
#include "disk/windows_codes.h"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace certlift::test {

/// A disk that swaps as Windows does: by a hard link and one move, or by ReplaceFileW, which takes two
/// renames and can stop before, between and after them.
class WindowsLikeDisk : public MemoryDisk {
 public:
  enum class Came { nowhere, half_way, through };  ///< how far ReplaceFileW comes before it fails

  enum class Links { none, offered };

  Links links = Links::none;
  disk::WindowsCode code = 0;
  Came came = Came::nowhere;
  std::vector<std::string> stuck;  ///< what ends so cannot be moved
  std::function<void()> first, once_linked, between;

  WindowsLikeDisk() {
    displaced = disk::Displaced::gone;  // MemoryDisk's own `replace` is a move then
    put(target, old_bytes, 0640, "iis");
  }

  Result<disk::Displaced> replace(const std::string& file, const std::string& staged) override {
    Calls calls(*this);
    return told(disk::replace_by(calls, file, staged), file);
  }
  Result<void> settle_replace(const std::string& file, const std::string& staged) override {
    Calls calls(*this);
    const auto settled = told(disk::undo_half_replacement(calls, file, staged), file);
    return settled ? Result<void>() : std::unexpected(settled.error());
  }

 private:
  class Calls : public disk::ReplaceCalls {
   public:
    explicit Calls(WindowsLikeDisk& disk) : disk_(disk) {}
    bool exists(const std::string& path) override { return disk_.exists(path); }
    disk::WindowsCode carry_over(const std::string&, const std::string&) override { return 0; }
    disk::WindowsCode link(const std::string& file, const std::string& other) override {
      if (disk_.links == Links::none || exists(other)) {
        return disk::code::not_supported;
      }
      disk_.put(other, disk_.bytes(file), 0640, disk_.owner(file));
      link_ = other;
      call(disk_.first);
      call(disk_.once_linked);
      return 0;
    }
    bool is_same_file(const std::string& path, const std::string& other) override {
      return exists(path) && exists(other) && disk_.bytes(path) == disk_.bytes(other);
    }
    disk::WindowsCode supersede(const std::string& file, const std::string& staged) override {
      // The other name has to stand for the very file that the target was.
      return is_stuck(staged) || rename(file, link_) != 0 ? disk::code::access_denied : rename(staged, file);
    }
    disk::WindowsCode remove(const std::string& path) override {
      return !is_stuck(path) && disk_.remove_file(path) ? 0 : disk::code::access_denied;
    }
    disk::WindowsCode replace(const std::string& file, const std::string& staged,
                              const std::string& old) override {
      call(disk_.first);
      if (!exists(file) || !exists(staged)) {
        return 2;
      }
      if (disk_.code == 0 || disk_.came != Came::nowhere) {
        rename(file, old);
      }
      call(disk_.between);
      if (disk_.code == 0 || disk_.came == Came::through) {
        rename(staged, file);
      }
      return disk_.code;
    }
    disk::WindowsCode move(const std::string& from, const std::string& to, Over over) override {
      if (is_stuck(from)) {
        return disk::code::access_denied;
      }
      if (!exists(from)) {
        return 2;
      }
      if (exists(to) && over == Over::nothing) {
        return 183;
      }
      return rename(from, to);
    }

   private:
    static void call(std::function<void()>& once) {
      if (once) {
        std::exchange(once, nullptr)();
      }
    }
    bool is_stuck(const std::string& path) {
      return std::ranges::any_of(disk_.stuck, [&](const std::string& end) { return path.ends_with(end); });
    }
    disk::WindowsCode rename(const std::string& from, const std::string& to) {
      return disk_.MemoryDisk::replace(to, from) ? 0 : disk::code::access_denied;
    }
    WindowsLikeDisk& disk_;
    std::string link_;
  };

  static Result<disk::Displaced> told(const disk::Replacement& replacement, const std::string& file) {
    if (replacement.state == disk::Replacement::State::made) {
      return replacement.displaced;
    }
    const bool busy = replacement.code == disk::code::sharing_violation || replacement.code > 1000;
    return std::unexpected(Error{busy ? ErrorCode::busy : ErrorCode::unwritable, "it did not go", file});
  }
};

}  // namespace certlift::test
