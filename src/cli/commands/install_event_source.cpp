#include "cli/commands/install_event_source.h"

#include "cli/exit_code.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <ostream>

namespace certlift::cli {
namespace {

struct EventSourceOptions {
  bool remove = false;
};

Result<int> run_event_source(const Invocation& invocation, const EventSourceOptions& options) {
  const auto& set = invocation.world.environment.set_event_source;
  if (!set) return wrong_usage("there is no event log on this system; this command is for Windows");
  if (auto trouble = set(options.remove ? disk::EventSource::unknown : disk::EventSource::registered)) {
    trouble->message = "the event source certlift could not be " +
                       std::string(options.remove ? "removed: " : "registered: ") + trouble->message;
    return std::unexpected(*std::move(trouble));
  }
  invocation.world.out << (options.remove
                               ? "The event source certlift is removed.\n"
                               : "The event source certlift is registered: the Event Viewer shows its "
                                 "events as they are written.\n");
  return exit_code::done;
}

}  // namespace

Run declare_install_event_source(CLI::App& command, Options&) {
  const auto options = std::make_shared<EventSourceOptions>();
  command.add_flag("--remove", options->remove, "Remove it again");
  command.footer(
      "certlift enters each change of a file in the log Application, whether or not the source is "
      "registered;\n"
      "without that the Event Viewer says that a description is missing. The texts are in certlift.exe: run "
      "this\n"
      "again when it was moved. Requires an administrator.");
  return [options](const Invocation& invocation) { return run_event_source(invocation, *options); };
}

}  // namespace certlift::cli
