#include "apply/change.h"
#include "apply/store.h"
#include "apply/transaction.h"

namespace certlift::apply {
namespace {

/// Where to write, and as protected as what.
struct Place {
  std::string path;
  std::string model;
};

Result<Place> place_for(const disk::ReadableFiles& files, const std::string& path, const std::string& model,
                        Existing existing) {
  const auto info = files.info(path);
  if (!info && info.error().code == ErrorCode::not_found) {
    return Place{path, model};
  }
  if (!info) {
    return std::unexpected(info.error());
  }
  if (auto fine = check_replaceable(*info); !fine) {
    return std::unexpected(fine.error());
  }
  if (existing == Existing::is_refused) {
    return std::unexpected(Error{ErrorCode::unwritable,
                                 "this file exists, and what is in it would be lost; name another one, or "
                                 "replace it with --force",
                                 path});
  }
  return Place{info->path, info->path};
}

Result<void> put(const Context& context, const Place& place, const std::string& staged) {
  if (auto wanted = disk::go_on(*context.environment.interruption, place.path); !wanted) {
    return wanted;
  }
  const auto replaced = context.files.replace(place.path, staged);
  return replaced ? Result<void>() : std::unexpected(replaced.error());
}

/// Whatever has failed: is it written?
Aftermath aftermath_of(const disk::ReadableFiles& files, const std::string& path, std::string_view bytes) {
  const auto now = files.read(path);
  if (!now && now.error().code != ErrorCode::not_found) {
    return Aftermath::unknown;
  }
  return now && now->bytes == bytes ? Aftermath::changed : Aftermath::unchanged;
}

}  // namespace

Result<void> write_elsewhere(const Context& context, const std::string& path, const std::string& model,
                             std::string_view bytes, Existing existing) {
  disk::Writing writing(*context.environment.interruption);
  const auto place = place_for(context.files, path, model, existing);
  if (!place) {
    return std::unexpected(place.error());
  }
  const std::string directory = disk::directory_of(place->path);
  const std::string staged = paths_of(directory, place->path, new_change_id(context.environment)).staged;
  const auto written = disk::create_verified(context.files, staged, place->model, bytes);
  auto done = written ? put(context, *place, staged) : written;
  // What is left there is of no use to anybody, and no later run knows of it.
  auto removed = remove_if_there(context.files, staged);
  if (!removed) {
    removed = remove_if_there(context.files, staged);
  }
  if (done) {
    writing.keep_on();
    done = removed ? context.files.flush_directory(directory) : removed;
  }
  if (!done) {
    done.error().aftermath = aftermath_of(context.files, place->path, bytes);
  }
  return done;
}

}  // namespace certlift::apply
