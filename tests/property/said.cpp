#include "property/said.h"

#include "xml/document.h"

#include <algorithm>
#include <cctype>
#include <set>

namespace certlift::property {
namespace {

constexpr std::array wrapper_names{"system.webServer", "security", "authentication"};

bool is_true(std::string_view value) {
  return folded(std::string(value)) == "TRUE";
}

std::string with_default(std::string_view value, const char* fallback) {
  return value.empty() ? fallback : std::string(value);
}

std::string rule_text(std::string_view field, std::string_view sub_field, std::string_view criteria,
                      std::string_view case_sensitive) {
  const std::string number = field == "Subject" || field == "1" ? "1" : "2";
  return "[" + number + "," + std::string(sub_field) + "," + std::string(criteria) + "," +
         (is_true(with_default(case_sensitive, "true")) ? "1" : "0") + "]";
}

std::string mode_text(std::string_view mode) {
  return mode == "Deny" || mode == "2" ? "deny" : "allow";
}

/// The rules of a mapping, one after another.
struct Rules {
  std::string text;
  std::set<std::string> keys;
  bool doubled = false;

  void clear() {
    text.clear();
    keys.clear();
  }
  void add(const std::string& rule) {
    text += rule;
    doubled = !keys.insert(rule).second || doubled;
  }
};

Rules rules_said(const std::vector<int>& chosen) {
  Rules said;
  for (int choice : chosen) {
    std::string_view rule = of(rules(), choice);
    if (rule == "clear") {
      said.clear();
      continue;
    }
    std::array<std::string_view, 4> parts;
    for (std::string_view& part : parts) {
      const std::size_t end = std::min(rule.find('|'), rule.size());
      part = rule.substr(0, end);
      rule.remove_prefix(std::min(end + 1, rule.size()));
    }
    said.add(rule_text(parts[0], parts[1], parts[2], parts[3]));
  }
  return said;
}

/// One certificate is in the pool as it is, with blanks and with armour.
std::string identity_of(int certificate) {
  constexpr std::array same{0, 1, 0, 3, 3, 5, 6, 7};
  return std::to_string(same[static_cast<std::size_t>(certificate)]);
}

void say_user(Item& item, std::string_view user, std::string_view password) {
  const std::string windows = folded(std::string(user));
  item.written = std::string(user) + "|" + std::string(password);
  item.outcome = windows + "|" + std::string(password);
  item.target = windows + "|";
}

void say_rules(Item& item, std::string_view mode, const Rules& rules) {
  item.target += mode_text(mode) + rules.text;
  item.doubled_rule = rules.doubled;
}

Item item_of(const Entry& entry, int kind) {
  Item item;
  item.clear = entry.clear;
  item.name = of(kind == one_to_one ? certificates() : names(), entry.key);
  item.key = kind == one_to_one ? item.name : folded(item.name);
  item.identity = kind == one_to_one ? identity_of(entry.key) : item.key;
  say_user(item, of(users(), entry.user), of(passwords(), entry.password));
  item.enabled = entry.enabled != Given::no;
  item.target += item.enabled ? "on" : "off";
  if (kind == many_to_one) say_rules(item, of(modes(), entry.mode), rules_said(entry.rules));
  return item;
}

std::optional<bool> truth_of(Given given) {
  if (given == Given::absent) return std::nullopt;
  return given == Given::yes;
}

std::optional<int> logon_of(std::string_view method) {
  if (method == "network") return std::nullopt;  // IIS does not know it
  return method == "Network" || method == "2" ? 2 : 3;
}

// --- from a file ---

Rules rules_said(xml::Element rules) {
  Rules said;
  if (!rules) return said;
  for (xml::Element rule : rules.children()) {
    const auto value = [&](const char* name) { return rule.value(name).value_or(""); };
    if (rule.name() == "clear")
      said.clear();
    else
      said.add(rule_text(value("certificateField"), value("certificateSubField"), value("matchCriteria"),
                         value("compareCaseSensitive")));
  }
  return said;
}

Item item_of(xml::Element element, int kind) {
  const auto value = [&](const char* name) { return std::string(element.value(name).value_or("")); };
  Item item;
  item.clear = element.name() == "clear";
  item.name = value(kind == one_to_one ? "certificate" : "name");
  item.key = kind == one_to_one ? item.name : folded(item.name);
  say_user(item, value("userName"), value("password"));
  item.enabled = is_true(with_default(value("enabled"), "true"));
  item.target += item.enabled ? "on" : "off";
  if (kind == many_to_one) say_rules(item, value("permissionMode"), rules_said(element.child("rules")));
  return item;
}

std::optional<bool> truth_of(std::optional<std::string_view> value) {
  if (!value || (!is_true(*value) && folded(std::string(*value)) != "FALSE")) return std::nullopt;
  return is_true(*value);
}

Said said_by(xml::Element section) {
  Said said;
  said.enabled = truth_of(section.value("enabled"));
  said.switches = {truth_of(section.value("oneToOneCertificateMappingsEnabled")),
                   truth_of(section.value("manyToOneCertificateMappingsEnabled"))};
  if (const auto method = section.value("logonMethod")) said.logon = logon_of(*method);
  if (const auto domain = section.value("defaultLogonDomain")) said.domain = *domain;
  for (int kind : {one_to_one, many_to_one})
    for (xml::Element collection :
         section.children(kind == one_to_one ? "oneToOneMappings" : "manyToOneMappings"))
      for (xml::Element entry : collection.children())
        said.items[static_cast<std::size_t>(kind)].push_back(item_of(entry, kind));
  return said;
}

std::string tag_text(xml::Element element, std::string_view but = "") {
  std::map<std::string, std::string> attributes;
  for (const xml::Attribute& attribute : element.attributes())
    if (attribute.name != but) attributes.emplace(attribute.name, attribute.value);
  std::string text = "<" + std::string(element.name());
  for (const auto& [name, value] : attributes) text += " " + name + "=[" + value + "]";
  return text + ">";
}

std::string content_text(xml::Element element) {  // NOLINT(misc-no-recursion): as deep as the emitter goes
  std::string text = tag_text(element);
  for (xml::Element child : element.children()) text += content_text(child);
  return text + "</>";
}

struct Wrapper {
  xml::Element element;
  std::string path;  ///< of element names
  std::size_t depth;
};

void read_tag(xml::Element tag, const std::string& path, ResultFile& result) {
  std::vector<Wrapper> open{{tag, "", 0}};
  while (!open.empty()) {
    const Wrapper wrapper = open.back();
    open.pop_back();
    for (xml::Element child : wrapper.element.children()) {
      const std::string below = wrapper.path + "/" + std::string(child.name());
      if (wrapper.depth < wrapper_names.size() && child.name() == wrapper_names[wrapper.depth]) {
        open.push_back({child, below, wrapper.depth + 1});
      } else if (child.name() != "location") {
        const std::string key = path + "\n" + tag_text(tag, "path") + "\n" + below;
        result.sections[key].push_back(content_text(child));
        if (child.name() == "iisClientCertificateMappingAuthentication")
          result.mappings[path].push_back(said_by(child));
      }
    }
  }
}

}  // namespace

std::vector<Item> Said::after_clear(int kind) const {
  std::vector<Item> alive;
  for (const Item& item : items[static_cast<std::size_t>(kind)])
    if (item.clear)
      alive.clear();
    else
      alive.push_back(item);
  return alive;
}

std::vector<Item> Said::live(int kind) const {
  if (switches[static_cast<std::size_t>(kind)] == false) return {};
  return after_clear(kind);
}

bool Said::clears(int kind) const {
  return std::ranges::any_of(items[static_cast<std::size_t>(kind)], &Item::clear);
}

bool Said::has_doubled_key(const Said* inherited, bool clears_count) const {
  for (int kind : {one_to_one, many_to_one}) {
    std::set<std::string> keys;
    if (inherited)
      for (const Item& item : inherited->after_clear(kind)) keys.insert(item.key);
    bool doubled = false;
    for (const Item& item : items[static_cast<std::size_t>(kind)]) {
      if (item.clear) {
        keys.clear();
        if (clears_count) doubled = false;
      } else if (!keys.insert(item.key).second || item.doubled_rule) {
        doubled = true;
      }
    }
    if (doubled) return true;
  }
  return false;
}

void Effect::lay_over(const Said& said) {
  enabled = said.enabled.value_or(enabled);
  logon = said.logon.value_or(logon);
  domain = said.domain.value_or(domain);
  for (int kind : {one_to_one, many_to_one}) {
    const auto k = static_cast<std::size_t>(kind);
    switches[k] = said.switches[k].value_or(switches[k]);
    if (said.clears(kind)) items[k].clear();
    for (Item& item : said.after_clear(kind)) items[k].push_back(std::move(item));
  }
}

std::string folded(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::toupper(c); });
  for (const auto& [small, capital] : {std::pair{"ö", "Ö"}, std::pair{"ü", "Ü"}})
    for (std::size_t at = text.find(small); at != std::string::npos; at = text.find(small))
      text.replace(at, 2, capital);
  return text;
}

std::string folded_path(std::string path) {
  std::ranges::replace(path, '\\', '/');
  while (path.starts_with('/')) path.erase(0, 1);
  while (path.ends_with('/')) path.pop_back();
  return path == "." ? "" : folded(path);
}

Said said_by(const Section& section) {
  Said said;
  said.enabled = truth_of(section.enabled);
  if (section.trouble == Trouble::bad_value) said.enabled.reset();
  said.switches = {truth_of(section.switches[0]), truth_of(section.switches[1])};
  if (section.logon > 0) said.logon = logon_of(of(logon_methods(), section.logon));
  if (section.domain > 0) said.domain = of(domains(), section.domain);
  for (int kind : {one_to_one, many_to_one})
    for (const Entry& entry : section.entries(kind))
      said.items[static_cast<std::size_t>(kind)].push_back(item_of(entry, kind));
  return said;
}

ResultFile read_result(const std::string& text) {
  ResultFile result;
  const auto document = xml::Document::parse(text);
  if (!document) return result;
  const xml::Element root = document->root();
  read_tag(root, "", result);
  for (xml::Element tag : root.children("location"))
    read_tag(tag, folded_path(std::string(tag.value("path").value_or(""))), result);
  return result;
}

}  // namespace certlift::property
