#pragma once

#include "iis/host_config.h"

#include <cstddef>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace certlift::iis {

/// An entry of a collection, and where it stands.
struct CollectionEntry {
  StoredSection stored;
  bool duplicate =
      false;  ///< an entry before it has its key, which the schema does not allow: IIS answers 500.19
};

/// A collection as IIS puts it together from level to level: what is inherited, and then the directives of
/// the level in document order. Source: configuration reference, "Collection Schema".
class Collection {
 public:
  /// The schema must outlive it.
  explicit Collection(const CollectionSchema& schema) : schema_(&schema) {}

  /// Carries out what stands in the holder, the element with the directives of one level.
  void lay_over(const StoredSection& holder);

  /// In IIS's order.
  std::vector<CollectionEntry> entries() const;

 private:
  struct Slot {
    CollectionEntry entry;
    std::vector<std::string> keys;
    bool is_removed = false;
  };
  void add(const StoredSection& entry);
  void remove(xml::Element directive);
  void clear();

  const CollectionSchema* schema_;
  std::vector<Slot> slots_;         ///< in the order of the file
  std::vector<std::size_t> order_;  ///< indices of slots_, in IIS's order
  std::size_t cleared_ = 0;         ///< the slots below have been cleared away
  std::unordered_map<std::string, std::set<std::size_t>> standing_;  ///< slots by key
};

}  // namespace certlift::iis
