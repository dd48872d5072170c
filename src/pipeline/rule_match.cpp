#include "pipeline/rule_match.h"

#include "iis/schema.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

namespace certlift::pipeline {
namespace {

constexpr Match not_known{Fit::unknown, Unknown::pattern};

struct SubField {
  std::string_view name;
  std::string_view oid;
};

/// Those that the configuration reference lists. IIS 6 had more of them (I, GN, T, Email).
constexpr std::array sub_fields{SubField{"CN", "2.5.4.3"}, SubField{"OU", "2.5.4.11"},
                                SubField{"O", "2.5.4.10"}, SubField{"L", "2.5.4.7"},
                                SubField{"S", "2.5.4.8"},  SubField{"C", "2.5.4.6"}};

/// The attributes a rule is about; nothing where that is not documented.
std::optional<std::vector<const iis::NameAttribute*>> compared_with(
    const MatchRule& rule, const iis::ClientCertificate& certificate) {
  const bool is_subject = iis::same_name(rule.field, "Subject") || rule.field == "1";
  const bool is_issuer = iis::same_name(rule.field, "Issuer") || rule.field == "2";
  const auto known = std::ranges::find(sub_fields, rule.sub_field, &SubField::name);
  if ((!is_subject && !is_issuer) || known == sub_fields.end()) return std::nullopt;
  std::vector<const iis::NameAttribute*> found;
  for (const iis::NameAttribute& attribute : is_subject ? certificate.subject : certificate.issuer)
    if (attribute.oid == known->oid) found.push_back(&attribute);
  return found;
}

/// A pattern whose meaning is clear: a text, and whether anything may stand in front of it and behind it.
struct Pattern {
  std::string_view text;
  bool open_front = false;
  bool open_back = false;
};

std::optional<Pattern> read_pattern(std::string_view criteria) {
  Pattern pattern{criteria};
  if (pattern.text.starts_with('*')) pattern.open_front = true, pattern.text.remove_prefix(1);
  if (pattern.text.ends_with('*')) pattern.open_back = true, pattern.text.remove_suffix(1);
  if (pattern.text.find_first_of("*?") != std::string_view::npos) return std::nullopt;
  return pattern;
}

bool holds(const Pattern& pattern, std::string_view text, std::string_view value) {
  if (pattern.open_front && pattern.open_back) return value.contains(text);
  if (pattern.open_front) return value.ends_with(text);
  if (pattern.open_back) return value.starts_with(text);
  return value == text;
}

/// The rules that stand after the last `<clear/>`; a default of the schema where one says nothing.
std::vector<MatchRule> rules_of(const iis::Mapping& mapping) {
  std::vector<MatchRule> rules;
  const xml::Element collection = mapping.element.child("rules");
  if (!collection) return rules;
  for (const xml::Element directive : collection.children()) {
    if (directive.name() == "clear") rules.clear();
    if (directive.name() != "add") continue;
    const auto said = [&](std::string_view name) { return directive.value(name).value_or(""); };
    rules.push_back({said("certificateField"), said("certificateSubField"), said("matchCriteria"),
                     iis::read_bool(said("compareCaseSensitive")).value_or(true)});
  }
  return rules;
}

}  // namespace

Match match(const MatchRule& rule, const iis::ClientCertificate& certificate) {
  const auto attributes = compared_with(rule, certificate);
  const auto pattern = read_pattern(rule.criteria);
  if (!attributes || attributes->size() > 1 || !pattern) return not_known;
  if (attributes->empty()) return pattern->text.empty() ? not_known : Match{Fit::no};
  const iis::NameAttribute& attribute = *attributes->front();
  if (!attribute.is_readable) return not_known;
  const bool fits = rule.is_case_sensitive
                        ? holds(*pattern, pattern->text, attribute.value)
                        : holds(*pattern, iis::upper_case(pattern->text), iis::upper_case(attribute.value));
  return {fits ? Fit::yes : Fit::no};
}

Match match(const iis::Mapping& many_to_one, const iis::ClientCertificate& certificate) {
  const std::vector<MatchRule> rules = rules_of(many_to_one);
  if (rules.empty()) return {Fit::unknown, Unknown::no_rules};
  bool some_fit = false, some_do_not = false;
  std::optional<Match> unknown;
  for (const MatchRule& rule : rules) {
    const Match one = match(rule, certificate);
    if (one.fit == Fit::yes) some_fit = true;
    if (one.fit == Fit::no) some_do_not = true;
    if (one.fit == Fit::unknown && !unknown) unknown = one;
  }
  // Whether one rule would do is not documented, so only what both readings agree on is told.
  if (some_fit && some_do_not) return {Fit::unknown, Unknown::rules_together};
  if (unknown) return *unknown;
  return {some_fit ? Fit::yes : Fit::no};
}

std::optional<iis::ClientCertificate> fitting_certificate(const iis::Mapping& many_to_one) {
  iis::ClientCertificate made{
      .der = {}, .subject = {}, .issuer = {}, .not_before = "0001-01-01", .not_after = "9999-12-31"};
  for (const MatchRule& rule : rules_of(many_to_one)) {
    const auto known = std::ranges::find(sub_fields, rule.sub_field, &SubField::name);
    const auto pattern = read_pattern(rule.criteria);
    if (known == sub_fields.end() || !pattern) return std::nullopt;
    const bool is_issuer = iis::same_name(rule.field, "Issuer") || rule.field == "2";
    iis::DistinguishedName& name = is_issuer ? made.issuer : made.subject;
    name.push_back({std::string(known->oid), std::string(pattern->text), name.size()});
  }
  if (match(many_to_one, made).fit != Fit::yes) return std::nullopt;
  return made;
}

}  // namespace certlift::pipeline
