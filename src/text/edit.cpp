#include "text/edit.h"

#include <cassert>
#include <iterator>
#include <vector>

namespace certlift::text {
namespace {

using Edits = std::set<Edit, EditSet::InOrder>;

/// Whether two edits, of which `second` does not come before `first` (EditSet::InOrder), cannot both be made.
bool meet(const Edit& first, const Edit& second) {
  if (first.span == second.span) return first.text != second.text;
  return second.span.begin < first.span.end;
}

/// The edit in the set that `edit` meets. As those in the set do not meet each other, it is a neighbour.
const Edit* met_by(const Edits& present, const Edit& edit, Edits::const_iterator next) {
  if (next != present.end() && meet(edit, *next)) return &*next;
  if (next != present.begin() && meet(*std::prev(next), edit)) return &*std::prev(next);
  return nullptr;
}

bool changes_nothing(const Edit& edit) {
  return edit.span.empty() && edit.text.empty();
}

/// Deletions that touch each other come back as insertions at one place: one edit.
void append(std::vector<Edit>& edits, Edit edit) {
  if (!edits.empty() && edit.span.empty() && edits.back().span == edit.span) {
    edits.back().text += edit.text;
  } else {
    edits.push_back(std::move(edit));
  }
}

}  // namespace

std::expected<void, EditConflict> EditSet::add(std::span<const Edit> edits) {
  std::vector<Edits::const_iterator> added;
  for (const Edit& edit : edits) {
    assert(edit.span.begin <= edit.span.end);
    if (changes_nothing(edit)) continue;
    const auto next = edits_.lower_bound(edit);
    if (const Edit* present = met_by(edits_, edit, next)) {
      EditConflict conflict{*present, edit};
      for (const auto place : added) edits_.erase(place);
      return std::unexpected(std::move(conflict));
    }
    const std::size_t size = edits_.size();
    const auto place = edits_.insert(next, edit);
    if (edits_.size() != size) added.push_back(place);
  }
  return {};
}

std::string EditSet::apply(std::string_view original) const {
  std::size_t size = original.size();
  for (const Edit& edit : edits_) size = size + edit.text.size() - edit.span.size();
  std::string result;
  result.reserve(size);
  std::size_t copied = 0;
  for (const Edit& edit : edits_) {
    assert(edit.span.end <= original.size());
    result += original.substr(copied, edit.span.begin - copied);
    result += edit.text;
    copied = edit.span.end;
  }
  result += original.substr(copied);
  return result;
}

EditSet EditSet::inverse(std::string_view original) const {
  std::vector<Edit> back;
  std::size_t inserted = 0;
  std::size_t deleted = 0;
  for (const Edit& edit : edits_) {
    const std::size_t begin = edit.span.begin + inserted - deleted;
    append(back, {{begin, begin + edit.text.size()}, std::string(edit.span.of(original))});
    inserted += edit.text.size();
    deleted += edit.span.size();
  }
  EditSet result;
  for (Edit& edit : back) result.edits_.insert(result.edits_.end(), std::move(edit));
  return result;
}

}  // namespace certlift::text
