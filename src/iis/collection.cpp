#include "iis/collection.h"

#include <numeric>

namespace certlift::iis {
namespace {

/// What IIS compares of a value in a key.
std::string compared(std::string_view value, const AttributeSchema& schema) {
  const std::string text = understood(value, schema);
  return schema.case_sensitive ? text : upper_case(text);
}

/// Each unique attribute is a key of its own, all combined ones together are one.
std::vector<std::string> keys_of(xml::Element element, const ElementSchema& schema) {
  std::vector<std::string> keys;
  std::string combined;
  for (const AttributeSchema& attribute : schema.attributes) {
    const auto own = element.value(attribute.name);
    if (attribute.key == KeyPart::none || (!own && attribute.presence == Presence::required)) continue;
    const std::string value = compared(own.value_or(attribute.default_value), attribute);
    const std::string part = attribute.name + "=" + std::to_string(value.size()) + ":" + value + ";";
    if (attribute.key == KeyPart::unique)
      keys.push_back(part);
    else
      combined += part;
  }
  if (!combined.empty()) keys.push_back(combined);
  return keys;
}

}  // namespace

void Collection::lay_over(const StoredSection& holder) {
  const std::size_t inherited = slots_.size();
  for (xml::Element child : holder.element.children()) {
    if (child.name() == schema_->add) add({holder.location, child});
    if (child.name() == schema_->remove) remove(child);
    if (child.name() == schema_->clear) clear();
  }
  std::vector<std::size_t> own(slots_.size() - inherited);
  std::iota(own.begin(), own.end(), inherited);
  order_.insert(schema_->merge_append ? order_.end() : order_.begin(), own.begin(), own.end());
}

std::vector<CollectionEntry> Collection::entries() const {
  std::vector<CollectionEntry> entries;
  for (const std::size_t index : order_)
    if (index >= cleared_ && !slots_[index].is_removed) entries.push_back(slots_[index].entry);
  return entries;
}

void Collection::add(const StoredSection& entry) {
  Slot slot{{entry, false}, keys_of(entry.element, schema_->entry.front())};
  for (const std::string& key : slot.keys) {
    std::set<std::size_t>& same = standing_[key];
    if (!same.empty() && !schema_->allow_duplicates) slot.entry.duplicate = true;
    same.insert(slots_.size());
  }
  slots_.push_back(std::move(slot));
}

void Collection::remove(xml::Element directive) {
  for (const std::string& key : keys_of(directive, schema_->entry.front())) {
    const std::set<std::size_t> gone = standing_[key];
    for (const std::size_t index : gone) {
      slots_[index].is_removed = true;
      for (const std::string& other : slots_[index].keys) standing_[other].erase(index);
    }
  }
}

void Collection::clear() {
  cleared_ = slots_.size();
  standing_.clear();
}

}  // namespace certlift::iis
