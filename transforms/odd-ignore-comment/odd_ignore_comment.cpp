#include "engine/ignoring.h"
#include "engine/registry.h"
#include "engine/transform.h"
#include "text/closest.h"

#include <algorithm>
#include <span>
#include <string>
#include <vector>

namespace certlift::odd_ignore_comment {
namespace {

using engine::Finding;
using engine::IgnoreComment;
using engine::Severity;

constexpr std::string_view explanation = R"(## What it finds

Comments that are to ignore a finding, and do not do it as they should:

```xml
<!-- certlift: ignore RULE: reason -->
```

- The comment gives no reason. It is followed all the same.
- The rule is unknown, or the comment cannot be understood, or there is no element below it. It ignores nothing.
- It is useless: its rule finds nothing at the element below, nor in it. That is only said where the rule was
  looked for: not with `--site`, nor where `--only` or `--skip` leave it out.

## Why it matters

Nobody can tell later why something was ignored without a reason, and whether it still may be. A comment that
ignores nothing looks as if it did; and one whose finding is gone would hide the next one.

## What the fix does

Nothing: it only reports. Correct the comment, or remove it.

## What it requires

Nothing.

## Sources

- What such a comment does is described in `docs/ignoring.md`
)";

constexpr std::string_view how_to = "write <!-- certlift: ignore RULE: reason -->";

/// What is wrong with it; empty: nothing.
std::string fault_of(const IgnoreComment& comment) {
  if (comment.rule.empty())
    return "this comment for certlift cannot be understood, and ignores nothing: " + std::string(how_to);
  const std::string what = "this comment is to ignore \"" + comment.rule + "\", ";
  if (!comment.is_known_rule) {
    std::vector<std::string> rules;
    for (const engine::Transform& rule : engine::registry()) rules.emplace_back(rule.id);
    return what + "but there is no such rule" + text::did_you_mean(comment.rule, rules) +
           ": it ignores nothing";
  }
  if (!comment.element) return what + "but there is no element below it: write it right above one";
  if (comment.is_useless) return what + "but that finds nothing at the element below: remove the comment";
  return comment.reason.empty() ? what + "but gives no reason: " + std::string(how_to) : std::string();
}

/// The location tag that the offset is in, if any. They stand below each other, none in another.
iis::LocationPath path_at(const iis::HostConfig& config, std::size_t offset) {
  const auto& locations = config.locations();
  const auto contains = [&](const iis::Location& location) {
    const text::Span span = location.element.span();
    return location.element.parent() && span.begin < offset && offset < span.end;
  };
  const auto next = std::ranges::upper_bound(
      locations, offset, {}, [](const iis::Location& location) { return location.element.span().begin; });
  return next != locations.begin() && contains(*std::prev(next)) ? std::prev(next)->path
                                                                 : iis::LocationPath();
}

std::vector<Finding> find(const iis::HostConfig& /*config*/) {
  return {};
}

std::vector<Finding> find_in_comments(const iis::HostConfig& config,
                                      std::span<const IgnoreComment> comments) {
  std::vector<Finding> findings;
  for (const IgnoreComment& comment : comments) {
    const std::string fault = fault_of(comment);
    if (fault.empty()) continue;
    const iis::LocationPath path = path_at(config, comment.span.begin);
    Finding finding;
    finding.severity = Severity::warning;
    finding.offset = comment.span.begin;
    finding.location = path.written();
    finding.site = path.site();
    finding.message = fault;
    finding.is_about_comment = true;
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace

extern const engine::Transform transform;
const engine::Transform transform{.id = "odd-ignore-comment",
                                  .title = "a comment that ignores a finding has no reason, or no use",
                                  .explain = explanation,
                                  .risks = {},
                                  .find = find,
                                  .files = engine::Files::all,
                                  .find_in_comments = find_in_comments};

}  // namespace certlift::odd_ignore_comment
