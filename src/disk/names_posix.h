#pragma once

#include <sys/types.h>

#include <string>

namespace certlift::disk {

/// What the system calls a user and a group; the number of one that it does not know.
std::string user_name(uid_t user);
std::string group_name(gid_t group);

}  // namespace certlift::disk
