#include "cli/commands/rules.h"

#include "cli/exit_code.h"
#include "cli/formats.h"
#include "engine/registry.h"
#include "render/json_report.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <ostream>

namespace certlift::cli {
namespace {

void print_text(std::ostream& out) {
  std::size_t width = 0;
  for (const engine::Transform& rule : engine::registry()) width = std::max(width, rule.id.size());
  for (const engine::Transform& rule : engine::registry())
    out << rule.id << std::string(width - rule.id.size() + 2, ' ') << rule.title << '\n';
}

void print_json(const World& world) {
  auto document = render::document_head("rules", world.environment.host, exit_code::done);
  document["rules"] = nlohmann::ordered_json::array();
  for (const engine::Transform& rule : engine::registry())
    document["rules"].push_back({{"id", rule.id},
                                 {"title", rule.title},
                                 {"risks", std::vector<std::string>(rule.risks.begin(), rule.risks.end())}});
  world.out << render::text_of(document);
}

Result<int> run_rules(const Invocation& invocation) {
  if (invocation.options.format == Format::json)
    print_json(invocation.world);
  else
    print_text(invocation.world.out);
  return exit_code::done;
}

}  // namespace

Run declare_rules(CLI::App& command, Options& options) {
  add_data_format(command, options);
  command.footer("Each rule is explained by: certlift explain RULE. It knows the risks and refusals too.");
  return run_rules;
}

}  // namespace certlift::cli
