#include "disk/replacement.h"

#include <algorithm>
#include <array>
#include <optional>

namespace certlift::disk {
namespace {

using State = Replacement::State;
using Over = ReplaceCalls::Over;

/// What file systems answer that have no ReplaceFileW (FAT, some network file systems):
/// ERROR_INVALID_FUNCTION, ERROR_NOT_SUPPORTED, ERROR_INVALID_PARAMETER, ERROR_CALL_NOT_IMPLEMENTED.
constexpr std::array<WindowsCode, 4> not_offered = {1, 50, 87, 120};

/// The previous file gets the name that the staged one had. If something has that name, it is bytes that are
/// in the backup too.
Replacement keep(ReplaceCalls& calls, const std::string& staged) {
  const std::string displaced = displaced_name(staged);
  if (!calls.exists(displaced)) {
    return {State::made};
  }
  const WindowsCode code = calls.move(displaced, staged, Over::what_is_there);
  return code == 0 ? Replacement{State::made, 0, Displaced::kept} : Replacement{State::unkept, code};
}

/// What a replacement that was not made leaves of its link. 0: nothing.
WindowsCode remove_link(ReplaceCalls& calls, const std::string& target, const std::string& staged) {
  const std::string displaced = displaced_name(staged);
  return calls.is_same_file(target, displaced) ? calls.remove(displaced) : 0;
}

/// Nothing if it cannot be made so, and all is as it was. Another process may have put its file in the place
/// of the one that has the link: what would be replaced then is looked at by ReplaceFileW alone.
std::optional<Replacement> replace_in_one_step(ReplaceCalls& calls, const std::string& target,
                                               const std::string& staged) {
  const std::string displaced = displaced_name(staged);
  if (calls.carry_over(target, staged) != 0 || calls.link(target, displaced) != 0) {
    return std::nullopt;
  }
  if (calls.is_same_file(target, displaced) &&
      (calls.supersede(target, staged) == 0 || !calls.exists(staged))) {
    return keep(calls, staged);
  }
  const WindowsCode code = calls.remove(displaced);
  return code == 0 ? std::nullopt : std::optional(Replacement{State::not_made, code});
}

Replacement put_back(ReplaceCalls& calls, const std::string& target, const std::string& displaced,
                     WindowsCode code) {
  const bool is_back = calls.move(displaced, target, Over::nothing) == 0;
  return {is_back ? State::not_made : State::missing, code};
}

/// With no target there is nothing that ReplaceFileW could keep, and it refuses; MoveFileExW is one step.
/// Where it is not offered, neither is what it keeps.
Replacement move_instead(ReplaceCalls& calls, const std::string& target, const std::string& staged,
                         Over over) {
  const WindowsCode code = calls.move(staged, target, over);
  return {code == 0 ? State::made : State::not_made, code};
}

/// ReplaceFileW has failed. Its codes say how far it came (1175 and 1176: nothing has changed, 1177: `target`
/// has become `displaced`), but the disk knows better.
Replacement after_failure(ReplaceCalls& calls, const std::string& target, const std::string& staged,
                          WindowsCode code) {
  const std::string displaced = displaced_name(staged);
  const bool has_staged = calls.exists(staged);
  if (calls.exists(target)) {
    if (!has_staged || calls.exists(displaced)) {
      return keep(calls, staged);
    }
    const bool is_offered = std::ranges::find(not_offered, code) == not_offered.end();
    return is_offered ? Replacement{State::not_made, code}
                      : move_instead(calls, target, staged, Over::what_is_there);
  }
  if (!calls.exists(displaced)) {
    return has_staged ? move_instead(calls, target, staged, Over::nothing)
                      : Replacement{State::not_made, code};
  }
  if (has_staged && calls.move(staged, target, Over::nothing) == 0) {
    return keep(calls, staged);
  }
  return put_back(calls, target, displaced, code);
}

}  // namespace

std::string displaced_name(const std::string& staged) {
  return staged + ".old";
}

Replacement replace_by(ReplaceCalls& calls, const std::string& target, const std::string& staged) {
  if (const WindowsCode code = remove_link(calls, target, staged); code != 0) {
    return {State::not_made, code};
  }
  const bool is_half_kept = !calls.exists(staged) && calls.exists(displaced_name(staged));
  if (is_half_kept && calls.exists(target)) {
    return keep(calls, staged);
  }
  if (const auto made = replace_in_one_step(calls, target, staged)) {
    return *made;
  }
  const WindowsCode code = calls.replace(target, staged, displaced_name(staged));
  return code == 0 ? keep(calls, staged) : after_failure(calls, target, staged, code);
}

Replacement undo_half_replacement(ReplaceCalls& calls, const std::string& target, const std::string& staged) {
  const std::string displaced = displaced_name(staged);
  if (!calls.exists(displaced)) {
    return {State::made};
  }
  if (const WindowsCode code = remove_link(calls, target, staged); code != 0) {
    return {State::unkept, code};
  }
  if (calls.exists(target)) {
    return keep(calls, staged);
  }
  const WindowsCode code = calls.move(displaced, target, Over::nothing);
  return code == 0 ? Replacement{State::made} : Replacement{State::missing, code};
}

}  // namespace certlift::disk
