#include "lift.h"

#include "cargo.h"
#include "iis/schema.h"
#include "text/lines.h"

#include <algorithm>

namespace certlift::misplaced_client_cert_mappings {
namespace {

using iis::MappingKind;
using text::Edit;
using xml::Lines;

constexpr std::array<std::string_view, 3> wrapper_names{"system.webServer", "security", "authentication"};

// --- what changes inside a block on its way ---

/// Lock attributes govern lower files; at the site they would govern other files than they were meant for.
void drop_locks(xml::Element element, std::vector<Edit>& edits) {
  for (const xml::Attribute& attribute : element.attributes())
    if (iis::is_lock_attribute(attribute.name))
      edits.push_back(xml::remove_attribute(element.document(), attribute));
}

/// The element and all below it that `plan` keeps.
void drop_locks_below(xml::Element element, const LiftPlan& plan, std::vector<Edit>& edits) {
  std::vector<xml::Element> open{element};
  while (!open.empty()) {
    const xml::Element top = open.back();
    open.pop_back();
    drop_locks(top, edits);
    for (xml::Element child : top.children())
      if (!plan.takes_out(child)) open.push_back(child);
  }
}

std::string arrival_text(const Arrival& arrival, const LiftPlan& plan, std::string_view indent) {
  const xml::Element element = arrival.mapping->element;
  xml::Block block = xml::block_of(element);
  drop_locks_below(element, plan, block.edits);
  if (!arrival.new_name.empty()) {
    const std::array<xml::NameValue, 1> name{{{"name", arrival.new_name}}};
    std::ranges::move(xml::set_attributes(element, name), std::back_inserter(block.edits));
  }
  return xml::indented(element.document(), block, indent);
}

Lines lines_of(const std::vector<Piece>& pieces, const LiftPlan& plan, const xml::Document& document,
               const std::string& indent) {
  Lines lines;
  for (const Piece& piece : pieces)
    lines.push_back(indent + (piece.arrival ? arrival_text(*piece.arrival, plan, indent)
                                            : std::string(piece.comment.of(document.text()))));
  return lines;
}

// --- the site's section ---

/// Sets the attributes and appends the cargo to the section: the site's own, or the carrier's in its new
/// place.
std::vector<Edit> merge_into(xml::Element section, const Cargo& cargo, const LiftPlan& plan,
                             const xml::Document& source, const std::string& unit) {
  std::vector<Edit> edits = xml::set_attributes(section, plan.set);
  const std::string indent = xml::child_indent(section);
  Lines new_collections;
  for (MappingKind kind : iis::mapping_kinds) {
    const std::vector<Piece>& pieces = cargo[static_cast<std::size_t>(kind)];
    if (pieces.empty()) continue;
    const std::string name(iis::collection_name(kind));
    if (const xml::Element collection = section.child(name)) {
      const Lines lines = lines_of(pieces, plan, source, xml::child_indent(collection));
      edits.push_back(xml::append_lines(collection, lines));
    } else {
      new_collections.push_back(indent + "<" + name + ">");
      std::ranges::move(lines_of(pieces, plan, source, indent + unit), std::back_inserter(new_collections));
      new_collections.push_back(indent + "</" + name + ">");
    }
  }
  if (!new_collections.empty()) edits.push_back(xml::append_lines(section, new_collections));
  return edits;
}

/// The carrier's element as it will stand at the site, its first line without white space before it.
std::string carried_section(const LiftPlan& plan, const Cargo& cargo, const std::string& indent,
                            const std::string& unit) {
  const xml::Element element = plan.carrier->section->element;
  const xml::Document& document = element.document();
  xml::Block block = xml::block_of(element);
  drop_locks_below(element, plan, block.edits);
  for (const auto& [offset, gone] : plan.taken_out)
    block.edits.push_back(xml::remove(document, xml::block_of(gone).span, gone.parent()));
  for (std::string_view name : plan.unset)
    if (const auto attribute = element.attribute(name))
      block.edits.push_back(xml::remove_attribute(document, *attribute));
  const std::string moved = indent + xml::indented(document, block, indent);

  // The rest is done where the element now stands: a document of its own.
  const auto fragment = xml::Document::parse(moved);
  text::EditSet edits;
  if (fragment) (void)edits.add(merge_into(fragment->root(), cargo, plan, document, unit));
  return edits.apply(moved).substr(indent.size());
}

// --- where it goes ---

/// The deepest wrapper that is already there.
struct Place {
  xml::Element element;
  std::size_t depth = 0;  ///< how many of wrapper_names it has behind it
};

Place deepest_wrapper(xml::Element location) {
  Place place{location, 0};
  while (place.depth < wrapper_names.size()) {
    const xml::Element next = place.element.child(wrapper_names.at(place.depth));
    if (!next) break;
    place = {next, place.depth + 1};
  }
  return place;
}

/// A tag that says nothing but the site's path: nothing in it is locked, unlocked or kept from applications.
/// Of one with slashes around the path it is not sure that IIS takes it for the site's.
Place find_plain_location(const iis::HostConfig& config, const iis::LocationPath& site) {
  Place best;
  for (const iis::Location* location : config.locations_at(site.key())) {
    if (location->element.attributes().size() > 1 || location->path.written() != location->path.text())
      continue;
    const Place place = deepest_wrapper(location->element);
    if (!best.element || place.depth > best.depth) best = place;
  }
  return best;
}

/// The section in the wrappers it still needs, from `depth` on.
template <class MakeSection>
Lines wrapped(std::size_t depth, std::string indent, const std::string& unit,
              const MakeSection& make_section) {
  Lines lines, ends;
  for (; depth < wrapper_names.size(); ++depth) {
    const std::string name(wrapper_names.at(depth));
    lines.push_back(indent + "<" + name + ">");
    ends.push_back(indent + "</" + name + ">");
    indent += unit;
  }
  lines.push_back(indent + make_section(indent));
  std::ranges::reverse_copy(ends, std::back_inserter(lines));
  return lines;
}

Edit place_section(const iis::HostConfig& config, const LiftSite& site, const LiftPlan& plan,
                   const Cargo& cargo) {
  const std::string unit = xml::indent_unit(config.document());
  const auto make_section = [&](const std::string& indent) {
    return carried_section(plan, cargo, indent, unit);
  };
  if (const Place place = find_plain_location(config, site.path); place.element)
    return xml::append_lines(place.element,
                             wrapped(place.depth, xml::child_indent(place.element), unit, make_section));
  const auto locations = config.locations_of_site(site.path.site_key());
  const auto below =
      std::ranges::find_if(locations, [](const iis::Location* l) { return l->path.is_below_site(); });
  const xml::Element first = (*below)->element;
  const std::string indent(
      text::indent_at(config.document().text(), first.span().begin).span.of(config.document().text()));
  Lines lines = wrapped(0, indent + unit, unit, make_section);
  const std::string path = xml::escaped(site.path.text(), xml::Quote::twice);
  lines.insert(lines.begin(), indent + "<location path=\"" + path + "\">");
  lines.push_back(indent + "</location>");
  return xml::insert_lines_before(first, lines);
}

}  // namespace

std::vector<Edit> edits_of(const iis::HostConfig& config, const LiftSite& site, const LiftPlan& plan) {
  const Cargo cargo = load(plan);
  std::vector<Edit> edits;
  if (site.site)
    edits =
        merge_into(site.site->element, cargo, plan, config.document(), xml::indent_unit(config.document()));
  else
    edits.push_back(place_section(config, site, plan, cargo));
  for (const Candidate* candidate : plan.lifted)
    edits.push_back(xml::remove_with_emptied_ancestors(candidate->section->element));
  return edits;
}

}  // namespace certlift::misplaced_client_cert_mappings
