#pragma once

#include "xml/document.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::iis {

enum class ValueType { boolean, string, integer, enumeration, flags, time_span };
enum class KeyPart { none, unique, combined };
enum class Presence { optional, required };

/// A name IIS knows for a number, in enumerations and flags.
struct NamedValue {
  std::string name;
  unsigned long value = 0;
  friend bool operator==(const NamedValue&, const NamedValue&) = default;
};

struct AttributeSchema {
  std::string name;
  ValueType type = ValueType::string;
  std::string default_value = {};
  Presence presence = Presence::optional;
  KeyPart key = KeyPart::none;
  bool case_sensitive = false;  ///< in keys: otherwise `Map1` and `map1` are one
  bool encrypted = false;       ///< a secret
  bool non_empty = false;
  std::vector<NamedValue> values = {};  ///< of an enumeration or of flags
  friend bool operator==(const AttributeSchema&, const AttributeSchema&) = default;
};

struct ElementSchema;

// NOLINTBEGIN(misc-no-recursion): copying and comparing go as deep as a schema, a hundred levels at most.
/// The directives of a collection: names of the elements that add, remove and clear ("" where there is none).
struct CollectionSchema {
  std::string add;
  std::string remove = {};
  std::string clear = {};
  bool merge_append = true;          ///< own entries come after the inherited ones
  bool allow_duplicates = false;     ///< two entries may have one key
  std::vector<ElementSchema> entry;  ///< exactly one: what `add` elements hold
  friend bool operator==(const CollectionSchema&, const CollectionSchema&) = default;
};

struct ElementSchema {
  std::string name;
  std::vector<AttributeSchema> attributes = {};
  std::vector<ElementSchema> elements = {};
  std::vector<CollectionSchema> collections = {};

  const AttributeSchema* attribute(std::string_view name) const;
  friend bool operator==(const ElementSchema&, const ElementSchema&) = default;
};
// NOLINTEND(misc-no-recursion)

/// What IIS allows in its sections: names, types, keys, defaults.
class Schema {
 public:
  /// The sections that certlift reads, as IIS 10 has them.
  static const Schema& built_in();

  /// A section by its path, or nullptr if the schema does not have it.
  const ElementSchema* section(std::string_view path) const;
  const std::map<std::string, ElementSchema, std::less<>>& sections() const { return sections_; }
  void put(std::string path, ElementSchema section) {
    sections_.insert_or_assign(std::move(path), std::move(section));
  }

 private:
  std::map<std::string, ElementSchema, std::less<>> sections_;
};

/// How sure it is that IIS cannot read something.
enum class ProblemKind {
  fault,
  letter_case,  ///< a name of an enumeration or of flags in another letter case: not documented
};

/// Something in a section that IIS would not understand, or perhaps not, if it read it.
struct SchemaProblem {
  std::size_t offset;   ///< of the element it stands on
  std::string message;  ///< without the place; never with a secret
  ProblemKind kind = ProblemKind::fault;
};

/// All that the schema does not know in an element and below it: attributes, elements, values, missing
/// attributes, text. Lock attributes are known everywhere. In document order.
std::vector<SchemaProblem> problems_of(xml::Element element, const ElementSchema& schema);

/// The first fault among the problems, if one is there, else the first: there must be one.
const SchemaProblem& gravest(const std::vector<SchemaProblem>& problems);

/// `lockItem`, `lockAttributes`, `lockElements`, `lockAllAttributesExcept`, `lockAllElementsExcept`: metadata
/// that governs lower files, allowed on every element. Source: IIS, "How to Use Locking in IIS
/// Configuration".
bool is_lock_attribute(std::string_view name);

/// Without blanks and tabs at the ends.
std::string_view trimmed(std::string_view text);

/// A decimal number without a sign; nothing for anything else.
std::optional<unsigned long> read_number(std::string_view text);

/// "true" and "false", case aside; nothing for anything else.
std::optional<bool> read_bool(std::string_view value);

/// A value as IIS understands it: numbers for names, "true" for "True"; as it is, if IIS would not.
std::string understood(std::string_view value, const AttributeSchema& schema);

/// The number of an enumeration's or flags' value, given by names or as a number; nothing if it is none.
std::optional<unsigned long> read_named(std::string_view value, const AttributeSchema& schema);

}  // namespace certlift::iis
