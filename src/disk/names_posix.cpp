#include "disk/names_posix.h"

#include <grp.h>
#include <pwd.h>

#include <vector>

namespace certlift::disk {
namespace {

constexpr std::size_t largest_entry = 1UL << 20U;  // a group's has the names of all its members

/// Looks an entry up with more and more room for it.
template <class Entry, class Id, class Call>
std::string name_of(Id id, const Call& call, char* Entry::* name) {
  for (std::size_t size = 16384; size <= largest_entry; size *= 4) {
    std::vector<char> buffer(size);
    Entry entry{};
    Entry* found = nullptr;
    if (call(id, &entry, buffer.data(), buffer.size(), &found) == 0) {
      return found != nullptr ? found->*name : std::to_string(id);
    }
  }
  return std::to_string(id);
}

}  // namespace

std::string user_name(uid_t user) {
  return name_of(user, ::getpwuid_r, &passwd::pw_name);
}

std::string group_name(gid_t group) {
  return name_of(group, ::getgrgid_r, &::group::gr_name);
}

}  // namespace certlift::disk
