#include "apply/session.h"

#include "apply/rotation.h"

#include <utility>

namespace certlift::apply {
namespace {

/// As protected as the target; a store whose target is gone is its owner's alone.
Result<std::string> model_of(const disk::ReadableFiles& files, const std::string& target) {
  if (const auto info = files.info(target); info) {
    return target;
  } else if (info.error().code != ErrorCode::not_found) {
    return std::unexpected(info.error());
  }
  return std::string();
}

/// A store of our own that is a link may lead anywhere; one that --backup-dir names may be a link.
Result<void> check_no_link(const Context& context, const std::string& store) {
  if (!context.backup_dir.empty()) {
    return {};
  }
  const auto info = context.files.info(store);
  if (!info) {
    return std::unexpected(info.error());
  }
  if (info->path != store || info->kind != disk::FileKind::directory) {
    return std::unexpected(
        Error{ErrorCode::unwritable,
              "this must be a directory of certlift's own, and no link; check what it is and move "
              "it away, or name another one with --backup-dir",
              store});
  }
  return {};
}

Result<disk::Creation> create_store(const Context& context, const std::string& store,
                                    const std::string& model) {
  auto creation = context.files.create_directory(store, model);
  if (creation && *creation == disk::Creation::created) {
    return creation;
  }
  if (!creation) {
    static_cast<void>(context.files.remove_empty_directory(store));
    return creation;
  }
  auto fine = check_no_link(context, store);
  return fine ? creation : std::unexpected(fine.error());
}

}  // namespace

Result<void> Session::record(Event event, const Change& change) {
  return journal.append(context.files, model, event, change);
}

Result<Session> open_session(const Context& context, const std::string& target) {
  const auto model = model_of(context.files, target);
  if (!model) {
    return std::unexpected(model.error());
  }
  const std::string store = store_of(target, context.backup_dir);
  const auto creation = create_store(context, store, *model);
  if (!creation) {
    return std::unexpected(creation.error());
  }
  Session session{context, target, *model, store, *creation == disk::Creation::created, {}, {}};
  auto lock = acquire_lock(context, store, *model);
  if (!lock) {
    if (session.made_store) {
      static_cast<void>(context.files.remove_empty_directory(store));
    }
    return std::unexpected(lock.error());
  }
  session.lock = std::move(*lock);
  auto settled = settle_rotation(context.files, store);
  auto journal = settled ? Journal::open(context.files, store) : std::unexpected(settled.error());
  if (!journal) {
    close_session(session);
    return std::unexpected(journal.error());
  }
  session.journal = std::move(*journal);
  return session;
}

std::vector<std::string> close_session(Session& session) {
  std::vector<std::string> notes;
  if (auto trouble = release_lock(session.context, session.lock)) {
    notes.push_back(std::move(*trouble));
  }
  if (session.made_store) {
    // Works only while it is empty: then nothing has come of the change.
    static_cast<void>(session.context.files.remove_empty_directory(session.store));
  }
  return notes;
}

}  // namespace certlift::apply
