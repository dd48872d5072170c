#include "cli/command_explain.h"

#include "cli/exit_code.h"
#include "engine/registry.h"
#include "text/closest.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <ostream>

namespace certlift::cli {

void declare_explain(CLI::App& command, Options& options) {
  command.add_option("RULE", options.rule, "its id, as certlift rules lists it")
      ->option_text(" ")
      ->required();
  command.footer("Example:\n  certlift explain misplaced-client-cert-mappings");
}

int run_explain(const Invocation& invocation) {
  const std::string& id = invocation.options.rule;
  const auto rules = engine::registry();
  const auto rule = std::ranges::find(rules, id, &engine::Transform::id);
  if (rule == rules.end()) wrong_usage("unknown rule \"" + id + "\"" + text::did_you_mean(id, rule_ids()));
  invocation.world.out << "# " << rule->id << ": " << rule->title << "\n\n" << rule->explain;
  return exit_code::done;
}

}  // namespace certlift::cli
