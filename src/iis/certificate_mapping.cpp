#include "iis/certificate_mapping.h"

#include "iis/schema.h"

#include <algorithm>
#include <initializer_list>
#include <memory>
#include <unordered_map>

namespace certlift::iis {
namespace {

/// The attributes but some, defaults filled in; user names as Windows compares them.
std::string meaning_of(xml::Element element, const ElementSchema& schema,
                       std::initializer_list<std::string_view> but = {}) {
  std::string meaning;
  for (const AttributeSchema& attribute : schema.attributes) {
    if (std::ranges::find(but, attribute.name) != but.end()) continue;
    std::string value =
        understood(element.value(attribute.name).value_or(attribute.default_value), attribute);
    if (attribute.name == "userName") value = upper_case(value);
    meaning += attribute.name + "=" + std::to_string(value.size()) + ":" + value + ";";
  }
  return meaning;
}

/// What an entry of the collection in the element `name` holds; nullptr if there is none.
const ElementSchema* entry_in(const ElementSchema* parent, std::string_view name) {
  if (!parent) return nullptr;
  const auto found = std::ranges::find(parent->elements, name, &ElementSchema::name);
  const bool is_there = found != parent->elements.end() && !found->collections.empty();
  return is_there ? &found->collections.front().entry.front() : nullptr;
}

/// A schema read from a file may say less than the built-in one does.
const ElementSchema& entry_schema(const Schema& schema, MappingKind kind) {
  const auto entry = [&](const Schema& from) {
    return entry_in(from.section(section::iis_certificate_mapping), collection_name(kind));
  };
  const ElementSchema* found = entry(schema);
  return found ? *found : *entry(Schema::built_in());
}

bool has_rules(xml::Element mapping) {
  const xml::Element collection = mapping.child("rules");
  bool has = false;
  if (collection)
    for (xml::Element element : collection.children())
      has = element.name() == "add" || (has && element.name() != "clear");
  return has;
}

bool denies(xml::Element element) {
  const std::string_view mode = element.value("permissionMode").value_or("");
  return same_name(mode, "Deny") || mode == "2";
}

Mapping read_mapping(MappingKind kind, xml::Element element, bool after_clear, const HostConfig& config) {
  const bool one_to_one = kind == MappingKind::one_to_one;
  return {.kind = kind,
          .after_clear = after_clear,
          .enabled = read_bool(element.value("enabled").value_or("")).value_or(true),
          .deny = denies(element),
          .has_rules = !one_to_one && has_rules(element),
          .element = element,
          .schema = &config.schema(),
          .certificate = one_to_one ? config.read_certificate(element.value("certificate").value_or(""))
                                    : Certificate{CertificateState::empty},
          .name = one_to_one ? std::string() : upper_case(element.value("name").value_or(""))};
}

void read_collection(MappingKind kind, xml::Element collection, const HostConfig& config,
                     MappingSection& section) {
  const std::vector<xml::Element> children = collection.children();
  const auto last_clear = std::find_if(children.rbegin(), children.rend(),
                                       [](xml::Element child) { return child.name() == "clear"; });
  const auto dead = static_cast<std::size_t>(children.rend() - last_clear);
  section.clears[static_cast<std::size_t>(kind)] = dead > 0;
  for (std::size_t i = 0; i < children.size(); ++i)
    if (children[i].name() == "add")
      section.mappings.push_back(read_mapping(kind, children[i], i >= dead, config));
}

MappingSection read_section(const HostConfig& config, const StoredSection& stored) {
  MappingSection section{stored.location, stored.element, {}, {}, {}};
  for (MappingKind kind : mapping_kinds)
    for (xml::Element collection : stored.element.children(collection_name(kind)))
      read_collection(kind, collection, config, section);
  std::ranges::stable_sort(section.mappings, {}, [](const Mapping& m) { return m.element.span().begin; });
  for (const Mapping& mapping : section.mappings)
    if (mapping.after_clear) section.standing[static_cast<std::size_t>(mapping.kind)].push_back(&mapping);
  return section;
}

/// The sections of a configuration that were requested.
class MappingSections {
 public:
  const MappingSection& read(const HostConfig& config, const StoredSection& stored) {
    const auto [entry, is_new] = by_offset_.try_emplace(stored.element.span().begin);
    if (is_new) entry->second = std::make_unique<const MappingSection>(read_section(config, stored));
    return *entry->second;
  }

 private:
  std::unordered_map<std::size_t, std::unique_ptr<const MappingSection>> by_offset_;
};

const AttributeSchema& logon_methods() {
  static const AttributeSchema& schema =
      *Schema::built_in().section(section::iis_certificate_mapping)->attribute("logonMethod");
  return schema;
}

}  // namespace

std::string_view collection_name(MappingKind kind) {
  return kind == MappingKind::one_to_one ? "oneToOneMappings" : "manyToOneMappings";
}

std::string_view switch_name(MappingKind kind) {
  return kind == MappingKind::one_to_one ? "oneToOneCertificateMappingsEnabled"
                                         : "manyToOneCertificateMappingsEnabled";
}

std::string_view Mapping::key() const {
  return kind == MappingKind::one_to_one ? element.value("certificate").value_or("") : name;
}

std::string_view Mapping::identity() const {
  return certificate.usual_text.empty() ? key() : certificate.usual_text;
}

std::string Mapping::hallmark() const {
  return kind == MappingKind::one_to_one ? std::string(identity()) : target();
}

std::string Mapping::label() const {
  if (kind == MappingKind::many_to_one) return "rule '" + text_of(element, "name") + "'";
  return "the certificate of '" + text_of(element, "userName") + "'";
}

std::string Mapping::outcome() const {
  return upper_case(element.value("userName").value_or("")) + "\n" + text_of(element, "password");
}

std::string Mapping::target() const {
  const bool one_to_one = kind == MappingKind::one_to_one;
  std::string target =
      meaning_of(element, entry_schema(*schema, kind), {one_to_one ? "certificate" : "name", "password"});
  for (const std::string& rule : rules()) target += "[" + rule + "]";
  return target;
}

std::vector<std::string> Mapping::rules() const {
  const auto entry = [](const Schema& from) {
    return entry_in(&entry_schema(from, MappingKind::many_to_one), "rules");
  };
  const ElementSchema* found = entry(*schema);
  const ElementSchema& rule = found ? *found : *entry(Schema::built_in());
  std::vector<std::string> rules;
  const xml::Element collection = element.child("rules");
  if (!collection || kind != MappingKind::many_to_one) return rules;
  for (xml::Element directive : collection.children()) {
    if (directive.name() == "clear") rules.clear();
    if (directive.name() == "add") rules.push_back(meaning_of(directive, rule));
  }
  return rules;
}

std::string Mapping::meaning(std::string_view other_key) const {
  return std::string(other_key) + "\n" + target() + "\n" + text_of(element, "password");
}

std::optional<bool> MappingSection::own_enabled() const {
  return read_bool(element.value("enabled").value_or(""));
}

std::optional<bool> MappingSection::own_switch(MappingKind kind) const {
  return read_bool(element.value(switch_name(kind)).value_or(""));
}

bool MappingSection::is_live(const Mapping& mapping) const {
  return mapping.after_clear && own_switch(mapping.kind).value_or(true);
}

bool MappingSection::has_live(MappingKind kind) const {
  return std::ranges::any_of(mappings, [&](const Mapping& m) { return m.kind == kind && is_live(m); });
}

bool MappingSection::has_live() const {
  return std::ranges::any_of(mapping_kinds, [&](MappingKind k) { return has_live(k); });
}

const MappingSection& mapping_section(const HostConfig& config, const StoredSection& stored) {
  return config.reading<MappingSections>().read(config, stored);
}

std::string logon_method_name(unsigned long method) {
  const auto found = std::ranges::find(logon_methods().values, method, &NamedValue::value);
  return found == logon_methods().values.end() ? std::to_string(method) : found->name;
}

MappingSettings laid_over(MappingSettings inherited, const MappingSection& section) {
  MappingSettings settings = std::move(inherited);
  settings.enabled = section.own_enabled().value_or(settings.enabled);
  for (MappingKind kind : mapping_kinds) {
    bool& on = settings.switches[static_cast<std::size_t>(kind)];
    on = section.own_switch(kind).value_or(on);
  }
  if (const auto method = section.element.value("logonMethod"))
    settings.logon_method = read_named(*method, logon_methods()).value_or(settings.logon_method);
  if (const auto domain = section.element.value("defaultLogonDomain")) settings.logon_domain = *domain;
  return settings;
}

}  // namespace certlift::iis
