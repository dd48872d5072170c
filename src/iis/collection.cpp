#include "iis/collection.h"

#include <ranges>

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
  for (xml::Element child : holder.element.children()) {
    if (child.name() == schema_->add) add({holder.location, child});
    if (child.name() == schema_->remove) remove(child);
    if (child.name() == schema_->clear) clear();
  }
}

std::vector<CollectionEntry> Collection::entries() const {
  std::vector<const Collection*> levels{this};
  while (!levels.back()->clears_ && levels.back()->above_) levels.push_back(levels.back()->above_);
  std::deque<CollectionEntry> entries;
  for (const Collection* level : std::views::reverse(levels)) {
    std::vector<CollectionEntry> own;
    for (const Own& slot : level->own_)
      if (!slot.is_gone && is_in_effect(slot, *level)) own.push_back(slot.entry);
    entries.insert(schema_->merge_append ? entries.end() : entries.begin(), own.begin(), own.end());
  }
  return {entries.begin(), entries.end()};
}

/// Whether no level below the one it stands at removes it, down to this one.
bool Collection::is_in_effect(const Own& inherited, const Collection& level) const {
  for (const Collection* below = this; below != &level; below = below->above_)
    if (below->removed_.contains(&inherited)) return false;
  return true;
}

const Collection::Own* Collection::find(const std::string& key) const {
  for (const Collection* level = this; level; level = level->above_) {
    if (const auto found = level->standing_.find(key); found != level->standing_.end())
      for (const Own* slot : found->second)
        if (!slot->is_gone && is_in_effect(*slot, *level)) return slot;
    if (level->clears_ || level->removed_keys_.contains(key)) return nullptr;
  }
  return nullptr;
}

void Collection::add(const StoredSection& entry) {
  Own& slot = own_.emplace_back(CollectionEntry{entry}, keys_of(entry.element, schema_->entry.front()));
  for (const std::string& key : slot.keys) {
    const Own* twin = schema_->allow_duplicates || slot.entry.twin ? nullptr : find(key);
    if (twin) slot.entry.twin = twin->entry.stored.element;
  }
  for (const std::string& key : slot.keys) standing_[key].push_back(&slot);
}

void Collection::remove(xml::Element directive) {
  for (const std::string& key : keys_of(directive, schema_->entry.front())) {
    for (const Collection* level = this; level; level = level->above_) {
      const auto found = level->standing_.find(key);
      if (found != level->standing_.end() && level != this)
        removed_.insert(found->second.begin(), found->second.end());
      if (level->clears_ || level->removed_keys_.contains(key)) break;
    }
    for (Own* slot : standing_[key]) slot->is_gone = true;
    standing_[key].clear();
    removed_keys_.insert(key);
  }
}

void Collection::clear() {
  for (; cleared_ < own_.size(); ++cleared_) own_[cleared_].is_gone = true;
  standing_.clear();
  clears_ = true;
}

}  // namespace certlift::iis
