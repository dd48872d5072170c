#include "apply/announcement.h"

#include "base/sha256.h"

#include <optional>
#include <utility>

namespace certlift::apply {
namespace {

std::string sentence(const Context& context, const Snapshot& target, std::string_view new_bytes,
                     const ChangeInfo& info, const std::string& id) {
  return "certlift " + info.command + " has changed " + target.path +
         (info.what.empty() ? "" : ": " + info.what) + ". Changed by " + context.environment.user +
         (info.plan_id.empty() ? "" : ", by plan " + info.plan_id) + "; SHA-256 before " + target.sha256 +
         ", after " + sha256(new_bytes) + ". The original is kept as backup " + id +
         "; certlift undo reverts the change.";
}

}  // namespace

std::vector<std::string> announce(const Context& context, const Snapshot& target, std::string_view new_bytes,
                                  const ChangeInfo& info, const std::string& id) {
  std::vector<std::string> notes;
  if (auto trouble = context.on_change ? context.on_change(target, id) : std::nullopt) {
    notes.push_back(std::move(*trouble));
  }
  const auto& log = context.environment.log_event;
  if (const auto trouble = log ? log(sentence(context, target, new_bytes, info, id)) : std::nullopt) {
    notes.push_back("The change is made, but could not be entered in the event log: " + *trouble + ".");
  }
  return notes;
}

}  // namespace certlift::apply
