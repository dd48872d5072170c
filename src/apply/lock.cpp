#include "apply/lock.h"

#include "apply/change.h"
#include "base/sha256.h"
#include "disk/patient_files.h"

#include <nlohmann/json.hpp>

#include <utility>

namespace certlift::apply {
namespace {

using Json = nlohmann::ordered_json;
using std::chrono::milliseconds;

constexpr milliseconds between_looks{50};
constexpr milliseconds grace{1'000};  ///< for taking over, beyond the patience with a living owner
constexpr const char* lock_name = "lock";
constexpr std::string_view guard_prefix = "lock.takeover-";

/// Who a lock file says its owner is.
struct Owner {
  std::string host;
  std::int64_t pid = 0;
  std::string mark;
  std::string since;
};

enum class Life { living, dead, unknown };

std::string our_text(const disk::Environment& environment) {
  const Json json{{"host", environment.host},
                  {"pid", environment.pid},
                  {"process", environment.process_mark(environment.pid).value_or("")},
                  {"time", timestamp(environment.now())}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::optional<Owner> owner_in(const std::string& text) {
  const Json json = Json::parse(text, nullptr, false);
  const auto has = [&](const char* name, auto is) { return json.contains(name) && (json[name].*is)(); };
  if (!json.is_object() || !has("host", &Json::is_string) || !has("pid", &Json::is_number_integer) ||
      !has("process", &Json::is_string) || !has("time", &Json::is_string)) {
    return std::nullopt;
  }
  return Owner{json["host"].get<std::string>(), json["pid"].get<std::int64_t>(),
               json["process"].get<std::string>(), json["time"].get<std::string>()};
}

/// No owner is called dead on suspicion: not a process of another host, nor one whose mark cannot be seen.
Life life_of(const std::optional<Owner>& owner, const disk::Environment& environment) {
  if (!owner) {
    return Life::unknown;
  }
  if (owner->host != path_in_json(environment.host)) {
    return Life::living;
  }
  const auto mark = environment.process_mark(owner->pid);
  const bool another = mark && !mark->empty() && !owner->mark.empty() && *mark != owner->mark;
  return !mark || another ? Life::dead : Life::living;
}

enum class Doubt { wait, take };

/// A file that was never finished may be a living process's for a moment, but not for long.
bool is_gone(const std::optional<Owner>& owner, const disk::Environment& environment, Doubt doubt) {
  const Life life = life_of(owner, environment);
  return life == Life::dead || (life == Life::unknown && doubt == Doubt::take);
}

/// Creates a file with our text. If that fails with the file half made, it is taken away again.
Result<disk::Creation> create_ours(const Context& context, const std::string& path, const std::string& model,
                                   const std::string& text) {
  auto creation = context.files.create_file(path, model, text);
  if (!creation) {
    if (const auto left = context.files.read(path); left && left->bytes == text) {
      static_cast<void>(context.files.remove_file(path));
    }
  }
  return creation;
}

/// One name for one dead file: the process that creates it may remove that file, no other may.
std::string guard_of(const std::string& store, const disk::FileContent& dead) {
  return disk::join(store,
                    std::string(guard_prefix) +
                        sha256(dead.info.path + '\n' + dead.info.identity + '\n' + dead.bytes).substr(0, 16));
}

bool same_file(const Result<disk::FileContent>& now, const disk::FileContent& seen) {
  return now && now->info.identity == seen.info.identity && now->bytes == seen.bytes;
}

/// Removes a file whose owner is dead, though another process may be about to do the same and then to create
/// it anew. If the one who guards its removal died as well, his guard is removed first; the caller comes
/// again.
Result<void> remove_dead(const Context& context, const std::string& store, const std::string& model,
                         const disk::FileContent& dead, Doubt doubt) {
  disk::FileContent victim = dead;
  for (int depth = 0; depth < 8; ++depth) {
    const std::string text = our_text(context.environment);
    const std::string guard = guard_of(store, victim);
    const auto creation = create_ours(context, guard, model, text);
    if (!creation) {
      return std::unexpected(creation.error());
    }
    if (*creation == disk::Creation::created) {
      Result<void> removed;
      if (same_file(context.files.read(victim.info.path), victim)) {
        removed = context.files.remove_file(victim.info.path);
      }
      static_cast<void>(context.files.remove_file(guard));
      return removed;
    }
    auto other = context.files.read(guard);
    if (!other || !is_gone(owner_in(other->bytes), context.environment, doubt)) {
      return {};
    }
    victim = std::move(*other);
  }
  return {};
}

Error held(const Context& context, const std::string& path, const std::optional<Owner>& owner) {
  const std::string message =
      owner ? "another certlift (process " + std::to_string(owner->pid) + " on " + owner->host + ", since " +
                  owner->since + ") holds this lock; try again later, or remove this file if that process " +
                  "is gone"
            : "this lock file cannot be understood; remove it if no certlift is running";
  return {ErrorCode::busy, message + disk::waited(context.patience), path};
}

std::string take_over_note(const std::optional<Owner>& owner) {
  return owner ? "Took over the lock of process " + std::to_string(owner->pid) + " on " + owner->host +
                     ", which is gone."
               : "Took over a lock file that was never finished.";
}

}  // namespace

Result<Lock> acquire_lock(const Context& context, const std::string& store, const std::string& model) {
  Lock lock{disk::join(store, lock_name), our_text(context.environment), {}};
  std::optional<Owner> owner;
  for (milliseconds waited{0}; waited <= context.patience + grace; waited += between_looks) {
    const auto creation = create_ours(context, lock.path, model, lock.text);
    if (!creation) {
      return std::unexpected(creation.error());
    }
    if (*creation == disk::Creation::created) {
      return lock;
    }
    const auto held = context.files.read(lock.path);
    if (!held && held.error().code != ErrorCode::not_found) {
      return std::unexpected(held.error());
    }
    if (held) {
      owner = owner_in(held->bytes);
      const Doubt doubt = waited < context.patience ? Doubt::wait : Doubt::take;
      if (is_gone(owner, context.environment, doubt)) {
        if (auto removed = remove_dead(context, store, model, *held, doubt); !removed) {
          return std::unexpected(removed.error());
        }
        lock.notes = {take_over_note(owner)};
      } else if (doubt == Doubt::take) {
        break;
      }
    }
    if (context.environment.interruption->is_requested()) {
      return std::unexpected(
          Error{ErrorCode::interrupted, "interrupted while waiting for another certlift", lock.path});
    }
    context.environment.sleep(between_looks);
  }
  return std::unexpected(held(context, lock.path, owner));
}

std::optional<std::string> release_lock(const Context& context, const Lock& lock) {
  const auto held = context.files.read(lock.path);
  if (held && held->bytes != lock.text) {
    return "The lock " + lock.path + " was removed by another process.";
  }
  auto removed = context.files.remove_file(lock.path);
  if (!removed) {
    // Once more: as long as we live it would stand in our own way.
    removed = context.files.remove_file(lock.path);
  }
  if (!removed && removed.error().code != ErrorCode::not_found) {
    return "The lock " + lock.path + " could not be removed: " + removed.error().message +
           "; the next certlift will take it over.";
  }
  return std::nullopt;
}

bool is_held(const Context& context, const std::string& store) {
  const auto held = context.files.read(disk::join(store, lock_name));
  return held && life_of(owner_in(held->bytes), context.environment) == Life::living;
}

bool is_lock_name(const std::string& name) {
  return name == lock_name || name.starts_with(guard_prefix);
}

void sweep_lock_litter(const Context& context, const std::string& store) {
  const auto entries = context.files.list(store);
  if (!entries) {
    return;
  }
  for (const disk::DirectoryEntry& entry : *entries) {
    const std::string path = disk::join(store, entry.name);
    if (!entry.name.starts_with(guard_prefix)) {
      continue;
    }
    const auto guard = context.files.read(path);
    if (guard && is_gone(owner_in(guard->bytes), context.environment, Doubt::take)) {
      static_cast<void>(context.files.remove_file(path));
    }
  }
}

}  // namespace certlift::apply
