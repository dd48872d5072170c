#pragma once

#include "iis/collection.h"
#include "iis/host_config.h"

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::iis {

/// An entry with the key of another one that stands before it in its collection, or that the collection
/// inherits: IIS answers 500.19.
struct DoubledKey {
  StoredSection entry;
  xml::Element first;  ///< the other one
  std::string key;     ///< the attributes of the key: "users, roles, verbs"

  /// The element with the collection.
  xml::Element collection() const { return entry.element.parent(); }
  bool is_inherited() const;
};

/// The collections of a section as one level stores it, at any depth.
class SectionLevel {
 public:
  /// `above`: what is inherited, of the same schema. It and the schema must outlive this one.
  SectionLevel(const StoredSection& stored, const ElementSchema& schema, const SectionLevel* above);

  /// This level's own entries with a doubled key, in document order. `cleared`: also those that a `<clear/>`
  /// behind them takes away, for whether IIS has found fault with them by then is not documented.
  enum class Cleared { left_out, taken_too };
  std::vector<DoubledKey> doubled_keys(Cleared cleared) const;

 private:
  std::deque<Collection> collections_;  ///< in the order of the schema
};

/// The doubled keys of a section wherever IIS reads it, with what it inherits there: each once, at the entry
/// that comes second. Cost is linear in what is stored.
std::vector<DoubledKey> doubled_keys(const HostConfig& config, std::string_view section_path,
                                     const ElementSchema& schema);

}  // namespace certlift::iis
