#include "cargo.h"

#include "iis/content.h"

#include <map>

namespace certlift::misplaced_client_cert_mappings {
namespace {

using ArrivalsByOffset = std::map<std::size_t, const Arrival*>;

/// Loads the sections one after the other.
class Loader {
 public:
  explicit Loader(const LiftPlan& plan) {
    for (const std::vector<Arrival>& arrivals : plan.arrivals)
      for (const Arrival& arrival : arrivals)
        arrivals_.emplace(arrival.mapping->element.span().begin, &arrival);
  }

  void load(xml::Element section) {
    pending_.clear();
    first_.reset();
    last_.reset();
    if (const auto above = section.comment_above()) wait(section.document(), *above);
    for (const xml::Node& node : section.document().nodes(section)) {
      if (node.kind == xml::NodeKind::comment)
        pending_.push_back(node.span);
      else if (node.kind == xml::NodeKind::element)
        load_collection(node.element);
    }
    if (!last_) last_ = first_;
    unload_comments();
  }

  Cargo take() { return std::move(cargo_); }

 private:
  void load_collection(xml::Element collection) {
    for (iis::MappingKind kind : iis::mapping_kinds)
      if (collection.name() == iis::collection_name(kind)) load_entries(collection, kind);
  }

  void load_entries(xml::Element collection, iis::MappingKind kind) {
    for (const xml::Node& node : collection.document().nodes(collection)) {
      if (node.kind == xml::NodeKind::comment) pending_.push_back(node.span);
      if (node.kind != xml::NodeKind::element) continue;
      if (const auto above = node.element.comment_above())
        while (!pending_.empty() && above->contains(pending_.back())) pending_.pop_back();
      if (!first_) first_ = kind;
      const auto found = arrivals_.find(node.element.span().begin);
      if (found == arrivals_.end()) continue;
      last_ = kind;
      unload_comments();
      cargo_of(kind).push_back({found->second, {}});
    }
  }

  void wait(const xml::Document& document, text::Span comments) {
    for (const text::Span& comment : iis::comments_in(document, comments)) pending_.push_back(comment);
  }

  /// Only once an entry of the section has come along is it known where its comments go. If none does, they
  /// go where its first one would have gone.
  void unload_comments() {
    if (!last_) return;
    for (const text::Span& comment : pending_) cargo_of(*last_).push_back({nullptr, comment});
    pending_.clear();
  }

  std::vector<Piece>& cargo_of(iis::MappingKind kind) { return cargo_[static_cast<std::size_t>(kind)]; }

  ArrivalsByOffset arrivals_;
  std::vector<text::Span> pending_;
  std::optional<iis::MappingKind> first_;  ///< of the section's first entry
  std::optional<iis::MappingKind> last_;   ///< of the last one that comes along
  Cargo cargo_;
};

}  // namespace

Cargo load(const LiftPlan& plan) {
  Loader loader(plan);
  for (const Candidate* candidate : plan.lifted)
    if (candidate != plan.carrier) loader.load(candidate->section->element);
  return loader.take();
}

}  // namespace certlift::misplaced_client_cert_mappings
