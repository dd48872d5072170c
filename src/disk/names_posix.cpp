#include "disk/names_posix.h"

#include <grp.h>
#include <pwd.h>

#include <cerrno>
#include <cstdio>
#include <memory>
#include <vector>

namespace certlift::disk {
namespace {

constexpr std::size_t largest_entry = 1UL << 20U;  // a group's has the names of all its members

/// Looks an entry up with more and more room for it: `find` returns it, null if there is none, or an error.
template <class Entry, class Id, class Find>
std::string name_of(Id id, const Find& find, char* Entry::* name) {
  for (std::size_t size = 16384; size <= largest_entry; size *= 4) {
    std::vector<char> buffer(size);
    Entry entry{};
    Entry* found = nullptr;
    if (find(entry, buffer, found) == 0) return found != nullptr ? found->*name : std::to_string(id);
  }
  return std::to_string(id);
}

#ifdef CERTLIFT_STATIC
/// A static program cannot ask whom nsswitch.conf names: that takes modules of the libc that is installed.
/// What the file does not list (users of a directory service) goes by its number.
template <class Entry, class Id, class Next>
std::string name_in(const char* path, Id id, Id Entry::* number, char* Entry::* name, const Next& next) {
  const auto find = [&](Entry& entry, std::vector<char>& buffer, Entry*& found) {
    const std::unique_ptr<FILE, int (*)(FILE*)> file(std::fopen(path, "re"), std::fclose);
    int error = 0;
    while (file && error == 0) {
      error = next(file.get(), &entry, buffer.data(), buffer.size(), &found);
      if (error == 0 && found->*number == id) return 0;
    }
    found = nullptr;
    return error == ERANGE ? error : 0;
  };
  return name_of(id, find, name);
}
#endif

}  // namespace

#ifdef CERTLIFT_STATIC
std::string user_name(uid_t user) {
  return name_in("/etc/passwd", user, &passwd::pw_uid, &passwd::pw_name, ::fgetpwent_r);
}

std::string group_name(gid_t group) {
  return name_in("/etc/group", group, &::group::gr_gid, &::group::gr_name, ::fgetgrent_r);
}
#else
std::string user_name(uid_t user) {
  const auto find = [user](passwd& entry, std::vector<char>& buffer, passwd*& found) {
    return ::getpwuid_r(user, &entry, buffer.data(), buffer.size(), &found);
  };
  return name_of(user, find, &passwd::pw_name);
}

std::string group_name(gid_t group) {
  const auto find = [group](::group& entry, std::vector<char>& buffer, ::group*& found) {
    return ::getgrgid_r(group, &entry, buffer.data(), buffer.size(), &found);
  };
  return name_of(group, find, &::group::gr_name);
}
#endif

}  // namespace certlift::disk
