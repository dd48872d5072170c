#include "faults/other_program.h"

#include "faults/scene.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>

namespace certlift::faults {
namespace {

constexpr std::string_view closing_tag = "</configuration>";

void put(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t got = ::write(descriptor, bytes.data(), bytes.size());
    if (got < 0) {
      throw std::system_error(errno, std::generic_category(), "the other program cannot write");
    }
    bytes.remove_prefix(static_cast<std::size_t>(got));
  }
}

}  // namespace

const char* name_of(Way way) {
  return way == Way::renames ? "renames" : way == Way::in_place ? "in-place" : "lingers";
}

std::string mark_of(std::size_t number) {
  return "<!-- written by another, " + std::to_string(number) + " -->\n";
}

OtherProgram::~OtherProgram() {
  if (descriptor_ != -1) {
    ::close(descriptor_);
  }
}

bool OtherProgram::open() {
  if (way_ == Way::renames) {
    const std::string beside = target_ + ".other";
    descriptor_ = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    struct stat like{};
    if (descriptor_ == -1 || ::stat(target_.c_str(), &like) != 0 ||
        ::fchown(descriptor_, like.st_uid, like.st_gid) != 0 ||
        ::fchmod(descriptor_, like.st_mode & 07777U) != 0) {
      throw std::system_error(errno, std::generic_category(), beside);
    }
    return true;
  }
  const int cut = way_ == Way::in_place ? O_TRUNC : 0;
  descriptor_ = ::open(target_.c_str(), O_WRONLY | O_CLOEXEC | O_NONBLOCK | cut);
  if (descriptor_ == -1 && errno != EWOULDBLOCK) {
    throw std::system_error(errno, std::generic_category(), target_);
  }
  return descriptor_ != -1;
}

void OtherProgram::write() {
  if (way_ == Way::lingers && ::ftruncate(descriptor_, 0) != 0) {
    throw std::system_error(errno, std::generic_category(), target_);
  }
  put(descriptor_, bytes_);
  ::close(std::exchange(descriptor_, -1));
  if (way_ == Way::renames && std::rename((target_ + ".other").c_str(), target_.c_str()) != 0) {
    throw std::system_error(errno, std::generic_category(), target_);
  }
  done_ = true;
}

void OtherProgram::step() {
  if (done_) {
    return;
  }
  if (descriptor_ == -1) {
    bytes_ = bytes_of(target_).value_or("");
    if (bytes_.find(closing_tag) == std::string::npos) {
      throw std::runtime_error("the other program finds no whole configuration at " + target_);
    }
    const std::string before = mark_of(number_ - 1);
    const std::size_t at = bytes_.find(before);
    bytes_.replace(std::min(at, bytes_.rfind(closing_tag)), at == std::string::npos ? 0 : before.size(),
                   mark_of(number_));
    if (!open()) {
      return;
    }
  }
  if (way_ != Way::lingers || patience_-- == 0) {
    write();
  }
}

void OtherProgram::finish() {
  patience_ = 0;
  while (!done_) {
    step();
  }
}

}  // namespace certlift::faults
