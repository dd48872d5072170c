#include "declare.h"

#include "cargo.h"
#include "iis/content.h"

namespace certlift::misplaced_client_cert_mappings {
namespace {

using iis::Locks;
using iis::Mapping;
using iis::MappingKind;

std::string canonical_arrival(const Arrival& arrival) {
  const xml::Element element = arrival.mapping->element;
  const auto above = element.comment_above();
  iis::Overrides overrides;
  if (!arrival.new_name.empty()) overrides[element.span().begin]["name"] = arrival.new_name;
  return (above ? iis::canonical_comments(element.document(), *above) : "") +
         iis::canonical(element, Locks::dropped, overrides);
}

std::string canonical_pieces(const std::vector<Piece>& pieces, const xml::Document& document) {
  std::string text;
  for (const Piece& piece : pieces)
    text +=
        piece.arrival ? canonical_arrival(*piece.arrival) : std::string(piece.comment.of(document.text()));
  return text;
}

/// The section at the site as the plan wants it, built from the one that stands there or the one that moves
/// whole.
class SectionWriter {
 public:
  SectionWriter(const LiftSite& site, const LiftPlan& plan)
      : plan_(plan),
        cargo_(load(plan)),
        section_(site.site ? site.site->element : plan.carrier->section->element),
        document_(section_.document()),
        locks_(site.site ? Locks::kept : Locks::dropped) {}

  std::string write() {
    if (const auto above = section_.comment_above()) text_ += iis::canonical_comments(document_, *above);
    iis::AttributeMap attributes = iis::attributes_of(section_, locks_);
    for (std::string_view name : plan_.unset) attributes.erase(std::string(name));
    for (const xml::NameValue& set : plan_.set) attributes[set.name] = set.value;
    text_ += iis::canonical_start(section_.name(), attributes);
    for (const xml::Node& node : document_.nodes(section_)) write(node);
    for (MappingKind kind : iis::mapping_kinds) write_new_collection(kind);
    return text_ + iis::canonical_end(section_.name());
  }

 private:
  void write(const xml::Node& node) {
    if (node.kind != xml::NodeKind::element) {
      text_ += node.span.of(document_.text());
      return;
    }
    text_ += iis::canonical_start(node.element.name(), iis::attributes_of(node.element, locks_));
    write_entries(node.element);
    for (MappingKind kind : iis::mapping_kinds)
      if (node.element == section_.child(iis::collection_name(kind))) text_ += pieces_of(kind);
    text_ += iis::canonical_end(node.element.name());
  }

  void write_entries(xml::Element collection) {
    std::string comments;
    for (const xml::Node& node : document_.nodes(collection)) {
      if (node.kind != xml::NodeKind::element) {
        comments += node.span.of(document_.text());
        continue;
      }
      const auto above = node.element.comment_above();
      const std::string own = above ? iis::canonical_comments(document_, *above) : "";
      const bool stays = !plan_.takes_out(node.element);
      text_ += stays ? comments : comments.substr(0, comments.size() - own.size());
      if (stays) text_ += iis::canonical(node.element, locks_);
      comments.clear();
    }
    text_ += comments;
  }

  void write_new_collection(MappingKind kind) {
    if (cargo_[static_cast<std::size_t>(kind)].empty() || section_.child(iis::collection_name(kind))) return;
    text_ += iis::canonical_start(iis::collection_name(kind), {}) + pieces_of(kind) +
             iis::canonical_end(iis::collection_name(kind));
  }

  std::string pieces_of(MappingKind kind) const {
    return canonical_pieces(cargo_[static_cast<std::size_t>(kind)], document_);
  }

  const LiftPlan& plan_;
  Cargo cargo_;
  xml::Element section_;
  const xml::Document& document_;
  Locks locks_;
  std::string text_;
};

std::string meaning_of(const Arrival& arrival) {
  return arrival.new_name.empty() ? arrival.mapping->meaning()
                                  : arrival.mapping->meaning(iis::upper_case(arrival.new_name));
}

}  // namespace

std::vector<iis::MeaningChange> changes_of(const LiftSite& site, const LiftPlan& plan) {
  constexpr std::string_view section = iis::section::iis_certificate_mapping;
  std::vector<iis::MeaningChange> changes;
  for (const Candidate* candidate : plan.lifted)
    changes.push_back({iis::meaning_key(*candidate->section->location, section), std::nullopt});
  changes.push_back(
      {site.site ? iis::meaning_key(*site.site->location, section) : iis::meaning_key(site.path, section),
       SectionWriter(site, plan).write()});
  return changes;
}

engine::DeclaredMappings mappings_of(const LiftSite& site, const LiftPlan& plan) {
  engine::DeclaredMappings declared{site.path, {}, {}, {}};
  if (site.server)
    declared.rests_on.push_back(
        iis::meaning_key(*site.server->location, iis::section::iis_certificate_mapping));
  for (MappingKind kind : iis::mapping_kinds) {
    if (site.settings.is_on(kind)) {
      declared.inherits[static_cast<std::size_t>(kind)] = !site.inherited(kind).empty();
      for (const Mapping* mapping : site.own(kind)) declared.meanings.push_back(mapping->meaning());
    }
    if (plan.carrier)
      for (const Mapping& mapping : plan.carrier->section->mappings)
        if (mapping.kind == kind && plan.carrier->section->is_live(mapping) &&
            !plan.takes_out(mapping.element))
          declared.meanings.push_back(mapping.meaning());
    for (const Arrival& arrival : plan.arrivals_of(kind)) declared.meanings.push_back(meaning_of(arrival));
  }
  return declared;
}

}  // namespace certlift::misplaced_client_cert_mappings
