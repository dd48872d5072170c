#include "cli/commands/explain.h"

#include "cli/exit_code.h"
#include "cli/explanations.h"
#include "render/wrap.h"

#include <CLI/CLI.hpp>

#include <ostream>

namespace certlift::cli {

void declare_explain(CLI::App& command, Options& options) {
  command
      .add_option("RULE", options.rule,
                  "the id of a rule, a risk (--accept RISK) or a refusal, or the beginning of one")
      ->option_text(" ")
      ->required();
  command.footer(
      "Examples:\n"
      "  certlift explain misplaced-client-cert-mappings\n"
      "  certlift explain widens-access");
}

int run_explain(const Invocation& invocation) {
  std::string text;
  for (const Explanation& explanation : explanations_of(invocation.options.rule)) {
    text.append(text.empty() ? "# " : "\n# ").append(explanation.id);
    if (explanation.kind != "rule") text.append(" (").append(explanation.kind).append(")");
    text.append(": ").append(explanation.title).append("\n\n").append(explanation.text);
  }
  invocation.world.out << render::set_markdown(text, invocation.world.out_columns);
  return exit_code::done;
}

}  // namespace certlift::cli
