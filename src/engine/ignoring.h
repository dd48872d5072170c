#pragma once

#include "engine/select.h"
#include "engine/transform.h"
#include "xml/document.h"

#include <span>
#include <string>
#include <vector>

/// What is left alone because a comment or a baseline says so.
namespace certlift::engine {

/// `<!-- certlift: ignore RULE: reason -->`, or what begins like one. It is about the element below it (white
/// space and other comments may be between) and all that is in it.
struct IgnoreComment {
  text::Span span;
  std::string rule = {};      ///< empty: it is not understood
  std::string reason = {};    ///< in one line; empty: it gives none
  xml::Element element = {};  ///< none: there is none below it
  bool is_known_rule = false;
  bool is_useless = false;  ///< its rule was looked for, and found nothing there
};

/// All that begin with `certlift:`, in order. Takes time for the document's length.
std::vector<IgnoreComment> ignore_comments(const xml::Document& document);

/// Marks the findings that the comments are about; those of one at an element within another's go first.
/// `findings` are sorted by place. Comments that are about none are useless from then on.
void apply_comments(const NewFindings& findings, std::vector<IgnoreComment>& comments,
                    const xml::Document& document);

/// Fills in whether the rule of each is known, and takes back that a comment is useless where its rule was
/// not looked for everywhere in this file.
void excuse(std::vector<IgnoreComment>& comments, std::span<const Transform> transforms,
            const Selection& selection, bool (*is_looked_for)(const Transform&));

/// Refuses each fix that an ignored finding has too, or that would change something of an element at which
/// something is ignored.
void leave_ignored_alone(const NewFindings& findings, const xml::Document& document);

}  // namespace certlift::engine
