#pragma once

#include <cstddef>
#include <expected>
#include <set>
#include <span>
#include <string>
#include <string_view>

namespace certlift::text {

/// Bytes [begin, end) of a text.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;

  std::size_t size() const { return end - begin; }
  bool empty() const { return begin == end; }
  bool contains(std::size_t offset) const { return begin <= offset && offset < end; }
  bool contains(Span other) const { return begin <= other.begin && other.end <= end; }
  std::string_view of(std::string_view whole) const { return whole.substr(begin, size()); }
  friend bool operator==(Span, Span) = default;
};

/// "What stands in `span` becomes `text`." An empty span inserts, an empty text deletes.
struct Edit {
  Span span;
  std::string text;
  friend bool operator==(const Edit&, const Edit&) = default;
};

/// Two edits that cannot both be made.
struct EditConflict {
  Edit present;
  Edit refused;
};

/// Edits of one text, sorted, no two of which meet.
///
/// Two edits meet if their spans share a byte, if one inserts strictly inside the span of the other, or if
/// both insert different texts at one place. Touching is fine: an insertion at the first byte of a deletion
/// stands before what follows it. Equal edits are one edit, and an edit that neither deletes nor inserts is
/// none.
class EditSet {
 public:
  /// An insertion stands before a deletion that begins at the same place.
  struct InOrder {
    bool operator()(const Edit& a, const Edit& b) const {
      return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end < b.span.end;
    }
  };

  /// Adds all of `edits`, or none of them if one meets another or an edit already present. Takes time for
  /// `edits`, not for what is present.
  std::expected<void, EditConflict> add(std::span<const Edit> edits);

  const std::set<Edit, InOrder>& edits() const { return edits_; }
  bool empty() const { return edits_.empty(); }

  /// The text with all edits made. Every span must lie inside `original`.
  std::string apply(std::string_view original) const;

  /// The edits that lead from apply(original) back to `original`.
  EditSet inverse(std::string_view original) const;

 private:
  std::set<Edit, InOrder> edits_;  // no vector: many small fixes are added to a growing set
};

}  // namespace certlift::text
