#include "cli/taking_back.h"

#include "apply/recovery.h"
#include "cli/exit_code.h"
#include "cli/targets.h"
#include "cli/tell.h"

#include <ostream>
#include <utility>

namespace certlift::cli {
namespace {

Result<void> read_as_xml(std::string_view bytes) {
  const auto document = read_document(std::string(bytes), {});
  return document ? Result<void>() : std::unexpected(document.error());
}

void print(const Invocation& invocation, const std::string& path, const TakenBack& taken) {
  if (invocation.options.verbosity == Verbosity::quiet) return;
  const apply::Outcome& outcome = taken.outcome;
  invocation.world.out << render::in_one_line(path) << ": "
                       << (outcome.changed()
                               ? taken.done + "; what stood there is kept as backup " + outcome.id
                               : "nothing to do: " + taken.nothing_to_do)
                       << '\n';
}

}  // namespace

int take_back(const Invocation& invocation,
              const std::function<Result<TakenBack>(const apply::Context&, const Options&)>& work) {
  const std::string& path = invocation.options.targets.front();
  const apply::Context context = invocation.context();
  const auto recovered = apply::recover(context, path);
  if (!recovered) return tell(invocation, recovered.error());
  tell_notes(invocation, path, *recovered);
  const auto taken = work(context, invocation.options);
  if (!taken) return tell(invocation, taken.error());
  tell_notes(invocation, path, taken->outcome.notes);
  print(invocation, path, *taken);
  return exit_code::done;
}

Result<void> require_sound(std::string_view before, std::string_view after, const std::string& path) {
  const auto read = read_as_xml(after);
  if (read || !read_as_xml(before)) return {};
  return std::unexpected(Error{
      ErrorCode::changed,
      "together with later edits, taking the change back would leave what is no XML (" +
          read.error().message + "); nothing was undone, edit the file by hand or restore the whole backup",
      path});
}

}  // namespace certlift::cli
