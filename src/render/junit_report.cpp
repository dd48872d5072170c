#include "render/junit_report.h"

#include "text/diff.h"

#include <set>

namespace certlift::render {
namespace {

/// Text for an attribute. Characters that XML does not know become blanks.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text::with_valid_utf8(text)) {
    if (c == '&')
      result += "&amp;";
    else if (c == '<')
      result += "&lt;";
    else if (c == '>')
      result += "&gt;";
    else if (c == '"')
      result += "&quot;";
    else
      result += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return result;
}

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + escaped(value) + "\"";
}

std::string attribute(std::string_view name, std::size_t value) {
  return attribute(name, std::to_string(value));
}

/// Test cases, and how many of them there are.
struct Suite {
  std::string cases = {};
  std::size_t tests = 0, failures = 0, errors = 0;

  void add(std::string_view path, std::string_view name, const std::string& inner = {}) {
    ++tests;
    cases += "    <testcase" + attribute("classname", path) + attribute("name", name);
    cases += inner.empty() ? "/>\n" : ">\n" + inner + "    </testcase>\n";
  }

  std::string counts() const {
    return attribute("tests", tests) + attribute("failures", failures) + attribute("errors", errors);
  }
};

/// `details`: lines of their own, which an attribute could not keep apart.
std::string problem(std::string_view element, std::string_view type, std::string_view message,
                    std::string_view details = {}) {
  const std::string name(element);
  const std::string start = "      <" + name + attribute("type", type) + attribute("message", message);
  if (details.empty()) return start + "/>\n";
  std::string text = start + ">";
  for (const std::string_view line : text::split_lines(details))
    text += escaped(line.substr(0, line.find('\n'))) + "\n";
  text.pop_back();
  return text + "</" + name + ">\n";
}

Suite suite_of(const TargetReport& target, Command command, std::span<const engine::Transform> rules,
               const engine::Selection& selection) {
  Suite suite;
  if (target.error) {
    ++suite.errors;
    suite.add(target.path, "certlift", problem("error", name_of(target.error->code), text_of(*target.error)));
  }
  std::set<std::string_view> failed;
  for (const engine::Outcome& outcome : target.outcomes) {
    const engine::Finding& finding = *outcome.finding;
    if (finding.severity == engine::Severity::note || !stands(outcome, command)) continue;
    ++suite.failures;
    failed.insert(finding.rule);
    suite.add(target.path, std::string(finding.rule) + ":" + std::to_string(finding.position.line),
              problem("failure", finding.rule, full_message(finding, selection), finding.remedy));
  }
  if (target.facts)
    for (const engine::Transform& rule : rules)
      if (selection.wants_rule(rule.id) && !failed.contains(rule.id)) suite.add(target.path, rule.id);
  return suite;
}

}  // namespace

std::string junit_report(const Report& report, std::span<const engine::Transform> rules,
                         const engine::Selection& selection) {
  Suite all;
  for (const TargetReport& target : report.targets) {
    const Suite suite = suite_of(target, report.command, rules, selection);
    all.tests += suite.tests;
    all.failures += suite.failures;
    all.errors += suite.errors;
    all.cases += "  <testsuite" + attribute("name", target.path) + attribute("hostname", report.host) +
                 suite.counts() + ">\n" + suite.cases + "  </testsuite>\n";
  }
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"certlift\"" + all.counts() + ">\n" +
         all.cases + "</testsuites>\n";
}

}  // namespace certlift::render
