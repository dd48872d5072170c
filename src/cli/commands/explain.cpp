#include "cli/commands/explain.h"

#include "cli/choice.h"
#include "cli/exit_code.h"
#include "cli/explanations.h"
#include "render/wrap.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <ostream>
#include <vector>

namespace certlift::cli {
namespace {

Result<int> run_explain(const Invocation& invocation, const std::string& word) {
  const auto explanations = explanations_of(word);
  if (!explanations) return std::unexpected(explanations.error());
  std::string text;
  for (const Explanation& explanation : *explanations) {
    text.append(text.empty() ? "# " : "\n# ").append(explanation.id);
    if (explanation.kind != "rule") text.append(" (").append(explanation.kind).append(")");
    text.append(": ").append(explanation.title).append("\n\n").append(explanation.text);
  }
  invocation.world.out << render::set_markdown(text, invocation.world.out_columns);
  return exit_code::done;
}

std::vector<std::string> known_ids() {
  std::vector<std::string> ids;
  for (const Explanation& explanation : all_explanations()) ids.push_back(explanation.id);
  ids.erase(std::ranges::unique(ids).begin(), ids.end());
  return ids;
}

}  // namespace

Run declare_explain(CLI::App& command, Options& /*options*/) {
  const auto word = std::make_shared<std::string>();
  command
      .add_option("RULE", *word,
                  "the id of a rule, a risk (--accept RISK) or a refusal, or the beginning of one;\n"
                  "the status of an answer, or the number of an error")
      ->option_text(" ")
      ->required()
      ->check(suggestions(known_ids()));
  command.footer(
      "Examples:\n"
      "  certlift explain misplaced-client-cert-mappings\n"
      "  certlift explain widens-access\n"
      "  certlift explain 401.2           causes in client certificate set-ups, and what decides\n"
      "  certlift explain 0x80070032      also 2147942450 and 50\n"
      "  certlift explain reset           the connection is reset");
  return [word](const Invocation& invocation) { return run_explain(invocation, *word); };
}

}  // namespace certlift::cli
