#include "xml/namespaces.h"

#include "text/encoding.h"
#include "xml/characters.h"
#include "xml/names.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace certlift::xml {
namespace {

constexpr std::string_view xml_namespace = "http://www.w3.org/XML/1998/namespace";
constexpr std::string_view xmlns_namespace = "http://www.w3.org/2000/xmlns/";

struct QualifiedName {
  std::string_view prefix;  ///< empty: none
  std::string_view local;
};

/// Nothing if the name has a colon where none may stand.
std::optional<QualifiedName> split_name(std::string_view name) {
  const std::size_t colon = name.find(':');
  if (colon == std::string_view::npos) return QualifiedName{{}, name};
  const QualifiedName parts{name.substr(0, colon), name.substr(colon + 1)};
  const bool is_sound = !parts.prefix.empty() && !parts.local.contains(':') && !parts.local.empty() &&
                        name_end(parts.local, 0) == parts.local.size();
  return is_sound ? std::optional(parts) : std::nullopt;
}

char32_t referred(std::string_view reference) {
  constexpr std::array<std::pair<std::string_view, char32_t>, 5> known{
      {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}};
  for (const auto& [name, character] : known)
    if (name == reference) return character;
  const bool is_hexadecimal = reference[1] == 'x';
  const std::string_view digits = reference.substr(is_hexadecimal ? 2 : 1);
  std::uint32_t code = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), code, is_hexadecimal ? 16 : 10);
  return code;
}

/// What a well-formed value means.
std::string meaning_of(std::string_view value) {
  std::string meaning;
  for (std::size_t at = 0; at < value.size(); ++at) {
    if (value[at] == '&') {
      const std::size_t end = value.find(';', at);
      text::append_utf8(meaning, referred(value.substr(at + 1, end - at - 1)));
      at = end;
    } else {
      meaning += is_white(value[at]) ? ' ' : value[at];
    }
  }
  return meaning;
}

struct NamedAttribute {
  std::size_t begin;
  std::string_view name;
  QualifiedName parts;
  std::string_view value;

  bool declares_default() const { return name == "xmlns"; }
  bool declares() const { return parts.prefix == "xmlns" || declares_default(); }
};

/// Goes over the tags in document order and keeps what is declared around the one it is at.
class Declarations {
 public:
  explicit Declarations(std::string_view text) : text_(text) {
    bound_["xml"].push_back(id_of(std::string(xml_namespace)));
  }

  /// Its fault, if it has one.
  std::optional<Fault> enter(const ElementParts& element, std::span<const AttributeParts> attributes);

 private:
  struct Declared {
    std::size_t end;  ///< of the element that declares it
    std::string_view prefix;
  };

  std::size_t id_of(std::string name) { return ids_.emplace(std::move(name), ids_.size()).first->second; }
  std::optional<Fault> read_attributes(std::span<const AttributeParts> attributes);
  std::optional<Fault> declare(const NamedAttribute& attribute, std::size_t end);
  std::optional<Fault> check_prefix(std::string_view prefix, std::string_view name, std::size_t begin) const;
  std::optional<Fault> check_attributes() const;
  void leave(std::size_t begin);

  std::string_view text_;
  std::unordered_map<std::string, std::size_t> ids_;                      // of namespaces, by name
  std::unordered_map<std::string_view, std::vector<std::size_t>> bound_;  // prefixes; the innermost is last
  std::vector<Declared> declared_;
  std::vector<NamedAttribute> attributes_;  // of the tag; kept for its memory
};

Fault bad_name(std::string_view name, std::size_t begin) {
  return {begin,
          "'" + shown(name) + "' is no name: one colon may stand in it, between a prefix and the rest"};
}

void Declarations::leave(std::size_t begin) {
  for (; !declared_.empty() && declared_.back().end <= begin; declared_.pop_back())
    bound_[declared_.back().prefix].pop_back();
}

std::optional<Fault> Declarations::read_attributes(std::span<const AttributeParts> attributes) {
  attributes_.clear();
  for (const AttributeParts& attribute : attributes) {
    const std::string_view name = attribute.name().of(text_);
    const auto parts = split_name(name);
    if (!parts) return bad_name(name, attribute.name_begin);
    attributes_.push_back({attribute.name_begin, name, *parts, attribute.value().of(text_)});
  }
  return std::nullopt;
}

std::optional<Fault> Declarations::declare(const NamedAttribute& attribute, std::size_t end) {
  const std::string_view prefix = attribute.declares_default() ? "" : attribute.parts.local;
  std::string name = meaning_of(attribute.value);
  const auto fault = [&](const std::string& message) {
    return Fault{attribute.begin, "'" + shown(attribute.name) + "' " + message};
  };
  if (prefix == "xmlns") return fault("declares a prefix that XML reserves; remove it");
  if ((prefix == "xml") != (name == xml_namespace) || name == xmlns_namespace)
    return fault("gives a prefix or a namespace that is XML's own another meaning; remove it");
  if (prefix == "xml") return std::nullopt;
  if (name.empty() && !prefix.empty())
    return fault("declares a prefix as nothing, which XML 1.0 does not know; name a namespace, or remove it");
  if (prefix.empty()) return std::nullopt;
  bound_[prefix].push_back(id_of(std::move(name)));
  declared_.push_back({end, prefix});
  return std::nullopt;
}

std::optional<Fault> Declarations::check_prefix(std::string_view prefix, std::string_view name,
                                                std::size_t begin) const {
  if (prefix.empty()) return std::nullopt;
  const auto found = bound_.find(prefix);
  if (found != bound_.end() && !found->second.empty()) return std::nullopt;
  return Fault{begin, "the prefix of '" + shown(name) + "' is declared nowhere: declare it with xmlns:" +
                          shown(prefix) + "=\"...\" here or further out, or remove it"};
}

std::optional<Fault> Declarations::check_attributes() const {
  std::set<std::pair<std::size_t, std::string_view>> expanded;
  for (const NamedAttribute& attribute : attributes_) {
    const auto& [prefix, local] = attribute.parts;
    if (prefix.empty() || attribute.declares()) continue;
    if (auto fault = check_prefix(prefix, attribute.name, attribute.begin)) return fault;
    if (!expanded.emplace(bound_.at(prefix).back(), local).second)
      return Fault{attribute.begin, "attribute '" + shown(attribute.name) +
                                        "' is there twice, under two prefixes of one namespace; keep one"};
  }
  return std::nullopt;
}

std::optional<Fault> Declarations::enter(const ElementParts& element,
                                         std::span<const AttributeParts> attributes) {
  leave(element.begin);
  const std::size_t begin = element.name().begin;
  const std::string_view name = element.name().of(text_);
  const auto parts = split_name(name);
  if (!parts) return bad_name(name, begin);
  if (auto fault = read_attributes(attributes)) return fault;
  for (const NamedAttribute& attribute : attributes_)
    if (attribute.declares())
      if (auto fault = declare(attribute, element.end)) return fault;
  if (parts->prefix == "xmlns") return Fault{begin, "an element must not have the prefix 'xmlns'; remove it"};
  if (auto fault = check_prefix(parts->prefix, name, begin)) return fault;
  return check_attributes();
}

}  // namespace

std::optional<Fault> namespace_fault(std::string_view text, const Outline& outline,
                                     std::span<const Offset> tags) {
  Declarations declarations(text);
  for (const Offset tag : tags)
    if (auto fault = declarations.enter(outline.elements[tag], outline.attributes_of(tag))) return fault;
  return std::nullopt;
}

}  // namespace certlift::xml
