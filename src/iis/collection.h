#pragma once

#include "iis/host_config.h"

#include <cstddef>
#include <deque>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace certlift::iis {

/// An entry of a collection, and where it stands.
struct CollectionEntry {
  StoredSection stored;
  /// An entry before it that has its key, which the schema does not allow: IIS answers 500.19. None if all is
  /// well.
  xml::Element twin = {};
};

/// What one level says of a collection, laid over what it inherits: IIS carries out the directives in
/// document order. Source: configuration reference, "Collection Schema". Cost is that of the level's own
/// directives, whatever it inherits.
class Collection {
 public:
  /// An entry of this level. `is_gone`: removed or cleared away further down in the level.
  struct Own {
    CollectionEntry entry;
    std::vector<std::string> keys;
    bool is_gone = false;
  };

  /// The schema and `above`, what is inherited, must outlive it and stay where they are.
  explicit Collection(const CollectionSchema& schema, const Collection* above = nullptr)
      : schema_(&schema), above_(above) {}
  Collection(const Collection&) = delete;
  Collection& operator=(const Collection&) = delete;
  Collection(Collection&&) = delete;
  Collection& operator=(Collection&&) = delete;
  ~Collection() = default;

  /// Carries out what stands in the holder, the element with the directives.
  void lay_over(const StoredSection& holder);

  /// All effective entries, the inherited ones included, in IIS's order.
  std::vector<CollectionEntry> entries() const;
  /// Every entry of this level, in document order.
  const std::deque<Own>& own() const { return own_; }
  const CollectionSchema& schema() const { return *schema_; }

 private:
  using Slots = std::vector<Own*>;
  void add(const StoredSection& entry);
  void remove(xml::Element directive);
  void clear();
  /// An entry that has the key at this point, or nullptr.
  const Own* find(const std::string& key) const;
  bool is_in_effect(const Own& inherited, const Collection& level) const;

  const CollectionSchema* schema_;
  const Collection* above_;
  std::deque<Own> own_;
  std::unordered_map<std::string, Slots> standing_;  ///< own ones by key
  std::size_t cleared_ = 0;                          ///< own ones below have been cleared away
  bool clears_ = false;                              ///< nothing is inherited
  std::unordered_set<std::string> removed_keys_;     ///< nothing of the key is inherited
  std::unordered_set<const Own*> removed_;           ///< inherited ones
};

}  // namespace certlift::iis
