#include "engine/ignoring.h"

#include "xml/characters.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace certlift::engine {
namespace {

constexpr std::string_view comment_open = "<!--", comment_close = "-->";
constexpr std::string_view mark = "certlift:", verb = "ignore";
constexpr std::string_view white = " \t\r\n";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(white);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(white) + 1 - begin);
}

/// With one blank for each run of white space.
std::string joined(std::string_view text) {
  std::string line;
  for (text = trimmed(text); !text.empty();) {
    const std::size_t end = std::min(text.find_first_of(white), text.size());
    line.append(line.empty() ? "" : " ").append(text.substr(0, end));
    text = trimmed(text.substr(end));
  }
  return line;
}

/// Reads what stands behind `certlift:`.
void read_order(std::string_view order, IgnoreComment& comment) {
  if (!order.starts_with(verb)) return;
  order.remove_prefix(verb.size());
  if (order.empty() || white.find(order.front()) == std::string_view::npos) return;
  order = trimmed(order);
  const std::size_t end = std::min(order.find_first_of(": \t\r\n"), order.size());
  const std::string_view rest = trimmed(order.substr(end));
  if (end == 0 || (!rest.empty() && rest.front() != ':')) return;
  comment.rule = order.substr(0, end);
  if (!rest.empty()) comment.reason = joined(rest.substr(1));
}

/// The element that begins behind each comment, white space and further comments aside.
std::vector<xml::Element> elements_below(const xml::Document& document,
                                         const std::vector<text::Span>& comments) {
  std::vector<xml::Element> elements(comments.size());
  for (std::size_t i = comments.size(); i > 0; --i) {
    const std::size_t next = xml::skip_white(document.text(), comments[i - 1].end);
    const bool is_comment = i < comments.size() && comments[i].begin == next;
    elements[i - 1] = is_comment ? elements[i] : document.element_at(next);
  }
  return elements;
}

/// The comments around a place that goes from the beginning of a document to its end.
class Around {
 public:
  explicit Around(std::vector<IgnoreComment>& comments) {
    for (IgnoreComment& comment : comments)
      if (comment.element && !comment.rule.empty()) waiting_.push_back(&comment);
    std::ranges::stable_sort(waiting_, {},
                             [](const IgnoreComment* comment) { return comment->element.span().begin; });
  }

  /// The innermost for that rule.
  IgnoreComment* find(std::size_t offset, std::string_view rule) {
    while (next_ < waiting_.size() && waiting_[next_]->element.span().begin <= offset) {
      leave(waiting_[next_]->element.span().begin);
      open_.push_back(waiting_[next_]);
      by_rule_[waiting_[next_]->rule].push_back(waiting_[next_]);
      ++next_;
    }
    leave(offset);
    const auto found = by_rule_.find(rule);
    return found == by_rule_.end() || found->second.empty() ? nullptr : found->second.back();
  }

 private:
  void leave(std::size_t offset) {
    for (; !open_.empty() && open_.back()->element.span().end <= offset; open_.pop_back())
      by_rule_.find(open_.back()->rule)->second.pop_back();
  }

  std::vector<IgnoreComment*> waiting_;
  std::size_t next_ = 0;
  std::vector<IgnoreComment*> open_;
  std::map<std::string, std::vector<IgnoreComment*>, std::less<>> by_rule_;
};

/// Spans that contain or follow each other, as elements do.
class Spans {
 public:
  bool empty() const { return spans_.empty(); }
  void add(text::Span span) { spans_.push_back(span); }

  /// Leaves the outermost of those that contain each other.
  void unite() {
    std::ranges::sort(spans_, [](text::Span a, text::Span b) {
      return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
    std::size_t kept = 0;
    for (const text::Span span : spans_)
      if (kept == 0 || spans_[kept - 1].end <= span.begin) spans_[kept++] = span;
    spans_.resize(kept);
  }

  /// Whether an edit changes a byte in one of them, or puts one between its bytes.
  bool meet(text::Span edit) const {
    const auto next = std::ranges::upper_bound(spans_, edit.begin, {}, &text::Span::end);
    return next != spans_.end() && next->begin < edit.end;
  }

 private:
  std::vector<text::Span> spans_;
};

text::Span place_of(const Finding& finding, const xml::Document& document) {
  const xml::Element element = document.element_at(finding.offset);
  return element ? element.span() : text::Span{finding.offset, finding.offset + 1};
}

}  // namespace

std::vector<IgnoreComment> ignore_comments(const xml::Document& document) {
  const std::vector<text::Span> all = document.comments();
  const std::vector<xml::Element> below = elements_below(document, all);
  std::vector<IgnoreComment> comments;
  for (std::size_t i = 0; i < all.size(); ++i) {
    std::string_view text = all[i].of(document.text());
    text =
        trimmed(text.substr(comment_open.size(), text.size() - comment_open.size() - comment_close.size()));
    if (!text.starts_with(mark)) continue;
    comments.push_back({.span = all[i], .element = below[i]});
    read_order(trimmed(text.substr(mark.size())), comments.back());
  }
  return comments;
}

void apply_comments(const NewFindings& findings, std::vector<IgnoreComment>& comments,
                    const xml::Document& document) {
  for (IgnoreComment& comment : comments) comment.is_useless = comment.element && !comment.rule.empty();
  Around around(comments);
  for (const auto& finding : findings) {
    IgnoreComment* comment = around.find(finding->offset, finding->rule);
    if (comment == nullptr) continue;
    comment->is_useless = false;
    finding->ignored = std::make_shared<const Ignored>(Ignored::By::comment, comment->reason,
                                                       document.position(comment->span.begin));
  }
}

void excuse(std::vector<IgnoreComment>& comments, std::span<const Transform> transforms,
            const Selection& selection, bool (*is_looked_for)(const Transform&)) {
  for (IgnoreComment& comment : comments) {
    const auto rule = std::ranges::find(transforms, comment.rule, &Transform::id);
    comment.is_known_rule = rule != transforms.end();
    if (!comment.is_known_rule || !selection.wants_rule(rule->id) || !is_looked_for(*rule) ||
        !selection.sites.empty())
      comment.is_useless = false;
  }
}

void leave_ignored_alone(const NewFindings& findings, const xml::Document& document) {
  Spans ignored;
  std::map<const Fix*, bool> touches;
  for (const auto& finding : findings) {
    if (!finding->ignored) continue;
    ignored.add(place_of(*finding, document));
    if (finding->fix) touches[finding->fix.get()] = true;
  }
  ignored.unite();
  if (std::ranges::none_of(findings, [](const auto& finding) { return finding->ignored != nullptr; })) return;
  for (const auto& finding : findings) {
    if (finding->ignored || !finding->fix) continue;
    const auto [known, is_new] = touches.try_emplace(finding->fix.get());
    if (is_new)
      known->second = std::ranges::any_of(finding->fix->work().edits,
                                          [&](const text::Edit& edit) { return ignored.meet(edit.span); });
    if (!known->second) continue;
    finding->refusal = refusal_for(
        "ignored",
        "its fix would change what a comment or the baseline ignores. Remove the comment, or leave "
        "out --baseline, to have it made; to do it by hand: " +
            finding->fix->title);
    finding->fix = nullptr;
  }
}

}  // namespace certlift::engine
