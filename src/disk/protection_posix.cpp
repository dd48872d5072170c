#include "disk/protection_posix.h"

#include "disk/errors_posix.h"
#include "disk/names_posix.h"

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>

#ifdef __linux__
#include <sys/xattr.h>
#endif

namespace certlift::disk {
namespace {

#ifdef __linux__

constexpr const char* access_list = "system.posix_acl_access";
constexpr const char* default_list = "system.posix_acl_default";
constexpr const char* nfs_list = "system.nfs4_acl";
constexpr std::array content_seals = {"security.ima", "security.evm"};

bool is_unsupported(int code) {
  return code == ENOTSUP || code == EOPNOTSUPP || code == ENODATA || code == ENOSYS;
}

/// Asks twice: for the size, then for the content.
template <class Call>
std::string fetched(const Call& call) {
  const ssize_t size = call(nullptr, 0);
  std::string bytes(size > 0 ? static_cast<std::size_t>(size) : 0, '\0');
  const ssize_t got = bytes.empty() ? 0 : call(bytes.data(), bytes.size());
  bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return bytes;
}

std::map<std::string, std::string> attributes_of(const std::string& path) {
  const std::string names =
      fetched([&](char* to, std::size_t size) { return ::listxattr(path.c_str(), to, size); });
  std::map<std::string, std::string> attributes;
  for (std::size_t at = 0; at < names.size();) {
    const std::string name = names.c_str() + at;
    at += name.size() + 1;
    attributes[name] =
        fetched([&](char* to, std::size_t size) { return ::getxattr(path.c_str(), name.c_str(), to, size); });
  }
  for (const char* seal : content_seals) {
    attributes.erase(seal);
  }
  attributes.erase(default_list);
  return attributes;
}

Result<void> set_list(int descriptor, const char* name, const std::string& value, const std::string& path) {
  if (::fsetxattr(descriptor, name, value.data(), value.size(), 0) == 0) {
    return {};
  }
  Error error = write_error(errno, path);
  error.code = ErrorCode::unwritable;
  error.message = "the access control list cannot be made the same as the original's: " + error.message;
  return std::unexpected(std::move(error));
}

/// A directory may hand its access list down to what is made in it.
Result<void> drop_inherited(int descriptor, const std::string& path) {
  for (const char* name : {access_list, default_list}) {
    if (::fremovexattr(descriptor, name) != 0 && !is_unsupported(errno)) {
      return std::unexpected(write_error(errno, path));
    }
  }
  return {};
}

void set_other_attributes(int descriptor, const Protection& protection) {
  for (const auto& [name, value] : protection.attributes) {
    if (name != access_list && name != nfs_list) {
      static_cast<void>(::fsetxattr(descriptor, name.c_str(), value.data(), value.size(), 0));
    }
  }
}

Result<void> set_access_lists(int descriptor, const Protection& protection, const std::string& path) {
  for (const char* name : {access_list, nfs_list}) {
    const auto list = protection.attributes.find(name);
    if (list == protection.attributes.end()) {
      continue;
    }
    if (auto set = set_list(descriptor, name, list->second, path); !set) {
      return set;
    }
  }
  return {};
}

/// The list as the kernel hands it out: four bytes of version, then entries of tag, permissions (two bytes
/// each, little-endian) and id. Everybody who may read gets the right to enter; the owner may do all.
std::string list_for_directory(std::string list) {
  constexpr std::size_t header = 4;
  constexpr std::size_t entry = 8;
  constexpr unsigned char owner_tag = 1;
  for (std::size_t at = header; at + entry <= list.size(); at += entry) {
    const auto tag = static_cast<unsigned char>(list[at]);
    const auto rights = static_cast<unsigned char>(list[at + 2]);
    const unsigned entering = (rights & 4U) != 0 ? 1U : 0U;
    list[at + 2] = static_cast<char>(tag == owner_tag ? 7U : rights | entering);
  }
  return list;
}

Result<void> set_directory_list(int descriptor, const Protection& protection, const std::string& path) {
  const auto list = protection.attributes.find(access_list);
  return list == protection.attributes.end()
             ? Result<void>()
             : set_list(descriptor, access_list, list_for_directory(list->second), path);
}

#else

std::map<std::string, std::string> attributes_of(const std::string&) {
  return {};
}
Result<void> drop_inherited(int, const std::string&) {
  return {};
}
void set_other_attributes(int, const Protection&) {}
Result<void> set_access_lists(int, const Protection&, const std::string&) {
  return {};
}
Result<void> set_directory_list(int, const Protection&, const std::string&) {
  return {};
}

#endif

/// Who would have to run certlift instead: only root gives files to other users, and other users only to
/// groups of their own.
std::string cannot_own(const Protection& protection) {
  const std::string us = user_name(::geteuid());
  const std::string owner = user_name(protection.owner);
  const std::string group = group_name(protection.group);
  const std::string start =
      "the original belongs to the user " + owner + " and the group " + group + ", and " + us;
  if (protection.owner == ::geteuid()) {
    return start +
           " is not in that group, so the new file cannot belong to it too; run certlift as root, or as " +
           us + " once in the group " + group;
  }
  return start + " cannot give a new file to " + owner + "; run certlift as " + owner +
         (owner == "root" ? "" : " or as root");
}

Result<void> set_owner(int descriptor, const Protection& protection, const std::string& path) {
  struct stat present{};
  if (::fstat(descriptor, &present) != 0) {
    return std::unexpected(write_error(errno, path));
  }
  if (present.st_uid == protection.owner && present.st_gid == protection.group) {
    return {};
  }
  if (::fchown(descriptor, protection.owner, protection.group) != 0) {
    return std::unexpected(Error{ErrorCode::unwritable, cannot_own(protection), path});
  }
  return {};
}

Result<void> set_mode(int descriptor, mode_t mode, const std::string& path) {
  return ::fchmod(descriptor, mode) == 0 ? Result<void>() : std::unexpected(write_error(errno, path));
}

mode_t mode_for_directory(mode_t mode) {
  const mode_t readers = mode & (S_IRUSR | S_IRGRP | S_IROTH);
  return (mode & (S_IRWXU | S_IRWXG | S_IRWXO)) | (readers >> 2U) | S_IRWXU;
}

}  // namespace

Result<Protection> protection_of(const std::string& model) {
  if (model.empty()) {
    return Protection{::geteuid(), ::getegid(), S_IRUSR | S_IWUSR, {}};
  }
  struct stat found{};
  if (::stat(model.c_str(), &found) != 0) {
    return std::unexpected(read_error(errno, model));
  }
  return Protection{found.st_uid, found.st_gid, found.st_mode & 07777U, attributes_of(model)};
}

// The order matters: a change of owner clears bits of the mode, attributes can be set only while the mode
// allows it, and while an inherited list is there the mode means something else.
Result<void> protect_file(int descriptor, const Protection& protection, const std::string& path) {
  auto done = set_owner(descriptor, protection, path);
  if (done) {
    set_other_attributes(descriptor, protection);
    done = drop_inherited(descriptor, path);
  }
  if (done) {
    done = set_mode(descriptor, protection.mode, path);
  }
  return done ? set_access_lists(descriptor, protection, path) : done;
}

Result<void> protect_directory(int descriptor, const Protection& protection, const std::string& path) {
  auto done = set_owner(descriptor, protection, path);
  if (done) {
    done = drop_inherited(descriptor, path);
  }
  if (done) {
    done = set_mode(descriptor, mode_for_directory(protection.mode), path);
  }
  return done ? set_directory_list(descriptor, protection, path) : done;
}

}  // namespace certlift::disk
