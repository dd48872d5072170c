#include "cli/taking_back.h"

#include "apply/recovery.h"
#include "cli/again.h"
#include "cli/exit_code.h"
#include "cli/targets.h"
#include "cli/tell.h"

#include <ostream>
#include <utility>

namespace certlift::cli {
namespace {

struct TakenBack {
  Ready ready;
  apply::Outcome outcome;
};

Result<TakenBack> try_until_calm(const Invocation& invocation, const std::string& path,
                                 const std::function<Result<Ready>(const std::string&)>& prepare) {
  std::string id = invocation.options.id;
  for (int tries = 1;; ++tries) {
    auto ready = prepare(id);
    if (!ready) return std::unexpected(ready.error());
    auto outcome = ready->make();
    if (outcome) {
      if (outcome->changed()) invocation.deeds.add(path, ready->done, outcome->id);
      return TakenBack{std::move(*ready), std::move(*outcome)};
    }
    invocation.deeds.add(path, outcome.error());
    if (outcome.error().code != ErrorCode::changed) return std::unexpected(outcome.error());
    if (!may_try_again(invocation, path, tries))
      return std::unexpected(Error{ErrorCode::changed, kept_on_writing, path});
    id = ready->id;
  }
}

void print(const Invocation& invocation, const std::string& path, const TakenBack& taken) {
  if (invocation.options.verbosity == Verbosity::quiet) return;
  const auto& [ready, outcome] = taken;
  invocation.world.out << render::in_one_line(path) << ": "
                       << (outcome.changed()
                               ? ready.done + "; what stood there is kept as backup " + outcome.id
                               : "nothing to do: " + ready.nothing_to_do)
                       << '\n';
}

}  // namespace

int take_back(const Invocation& invocation,
              const std::function<Result<Ready>(const apply::Context&, const std::string& id)>& prepare) {
  const std::string& path = invocation.options.targets.front();
  const apply::Context context = invocation.context();
  const auto recovered = apply::recover(context, path);
  if (!recovered) return tell(invocation, recovered.error());
  tell_notes(invocation, path, *recovered);
  look_who_shares(invocation, path);
  const auto taken =
      try_until_calm(invocation, path, [&](const std::string& id) { return prepare(context, id); });
  if (!taken) return tell(invocation, taken.error());
  tell_notes(invocation, path, taken->outcome.notes);
  print(invocation, path, *taken);
  return exit_code::done;
}

}  // namespace certlift::cli
