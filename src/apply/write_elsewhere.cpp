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

Result<Place> place_for(const ReadableFiles& files, const std::string& path, const std::string& model) {
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
  return Place{info->path, info->path};
}

}  // namespace

Result<void> write_elsewhere(const Context& context, const std::string& path, const std::string& model,
                             std::string_view bytes) {
  const auto place = place_for(context.files, path, model);
  if (!place) {
    return std::unexpected(place.error());
  }
  const std::string directory = directory_of(place->path);
  const std::string staged = paths_of(directory, place->path, new_change_id(context.environment)).staged;
  const auto written = create_verified(context.files, staged, place->model, bytes);
  const auto replaced =
      written ? context.files.replace(place->path, staged) : std::unexpected(written.error());
  // What is left there is of no use to anybody, and no later run knows of it.
  auto removed = remove_if_there(context.files, staged);
  if (!removed) {
    removed = remove_if_there(context.files, staged);
  }
  if (!replaced || !removed) {
    return replaced ? removed : std::unexpected(replaced.error());
  }
  return context.files.flush_directory(directory);
}

}  // namespace certlift::apply
