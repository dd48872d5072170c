#include "render/html_difference.h"

#include "render/html.h"
#include "render/unified_diff.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <vector>

namespace certlift::render {
namespace {

using LineRun = std::span<const DifferenceLine>;

/// Hunks whose lines are elements of their own. A page of more takes long to open.
constexpr std::size_t most_set_out = 60;
/// Hunks in one block of the others: what is not in view is not laid out.
constexpr std::size_t hunks_in_block = 40;

std::string_view without_line_end(std::string_view line) {
  return line.substr(0, line.find_last_not_of("\r\n") + 1);
}

std::string_view style_of(char mark) {
  return mark == '+' ? "added" : mark == '-' ? "removed" : "";
}

/// Lines of one kind that follow each other.
LineRun run_at(LineRun lines) {
  const auto end = std::ranges::find_if(
      lines, [&](const DifferenceLine& line) { return line.mark != lines.front().mark; });
  return lines.first(static_cast<std::size_t>(end - lines.begin()));
}

std::string unified(const Hunk& hunk) {
  std::string html = "<span class=\"range\">" + range_of(hunk) + "</span>";
  for (LineRun left = hunk.lines; !left.empty();) {
    const LineRun run = run_at(left);
    left = left.subspan(run.size());
    std::string text;
    for (const DifferenceLine& line : run)
      text.append(text.empty() ? "" : "\n").append(1, line.mark).append(without_line_end(line.text));
    const std::string_view style = style_of(run.front().mark);
    html.append("<span").append(style.empty() ? "" : " class=\"" + std::string(style) + "\"");
    html.append(">").append(html_text(text)).append("</span>");
  }
  return "<pre class=\"unified\">" + html + "</pre>\n";
}

/// One line of one side; its number is not part of the text, so that it is not copied with it.
std::string side_line(const DifferenceLine& line, std::size_t number) {
  const std::string_view style = style_of(line.mark);
  return "<span data-n=\"" + std::to_string(number + 1) + "\"" +
         (style.empty() ? "" : " class=\"" + std::string(style) + "\"") + ">" +
         html_text(without_line_end(line.text)) + "</span>";
}

std::string side_by_side(const Hunk& hunk) {
  std::string html;
  std::size_t before = hunk.range.before_begin, after = hunk.range.after_begin;
  for (LineRun left = hunk.lines; !left.empty();) {
    const LineRun run = run_at(left);
    left = left.subspan(run.size());
    if (run.front().mark == ' ') {
      for (const DifferenceLine& line : run) html += side_line(line, before++) + side_line(line, after++);
      continue;
    }
    const bool is_removed = run.front().mark == '-';
    const LineRun removed = is_removed ? run : LineRun();
    const LineRun added = !is_removed                                 ? run
                          : !left.empty() && left.front().mark == '+' ? run_at(left)
                                                                      : LineRun();
    if (is_removed) left = left.subspan(added.size());
    for (std::size_t i = 0; i < std::max(removed.size(), added.size()); ++i) {
      html += i < removed.size() ? side_line(removed[i], before++) : "<span></span>";
      html += i < added.size() ? side_line(added[i], after++) : "<span></span>";
    }
  }
  return "<div class=\"sides\" role=\"group\" aria-label=\"before on the left, after on the right\">" + html +
         "</div>\n";
}

std::string reasons_html(const std::vector<HunkReason>& reasons) {
  std::string html;
  for (const HunkReason& reason : reasons)
    html += "<p><b>" + html_text(reason.title) + "</b>, because " + html_text(because_of(reason)) +
            " <a href=\"#" + html_text(reason.rule) + "\">" + html_text(reason.rule) + "</a></p>";
  return html;
}

/// The buttons that choose how hunks look, without a script: what follows them goes by which is checked.
std::string views(std::size_t number) {
  const std::string id = std::to_string(number);
  const auto view = [&](std::string_view name, std::string_view word, bool is_checked) {
    const std::string own = std::string(name) + "-" + id;
    return "<input type=\"radio\" class=\"view " + std::string(name) + "\" name=\"view-" + id + "\" id=\"" +
           own + "\"" + (is_checked ? " checked" : "") + "><label class=\"view\" for=\"" + own + "\">" +
           std::string(word) + "</label>\n";
  };
  return view("one", "unified", true) + view("two", "side by side", false);
}

/// The hunks that are not set out, folded, as text.
std::string others_as_text(std::span<const Hunk> hunks) {
  if (hunks.empty()) return {};
  std::string html;
  for (std::size_t from = 0; from < hunks.size(); from += hunks_in_block)
    html += "<pre>" +
            html_text(unified_hunks(hunks.subspan(from, std::min(hunks_in_block, hunks.size() - from)))) +
            "</pre>\n";
  return "<details class=\"rest\"><summary>" + counted(hunks.size(), "more change") +
         ", as text</summary><div>" + html + "</div></details>\n";
}

}  // namespace

std::string html_difference(const Illustration& shown, std::size_t number) {
  const std::vector<Hunk>& hunks = shown.difference.hunks;
  if (hunks.empty()) return {};
  std::string html = html_element("h2", "", "The difference");
  if (shown.has_secrets)
    html += html_element("p", "danger", "This page shows passwords and keys: --show-secrets was given.");
  for (const std::string& notice : shown.difference.notices)
    html += html_element("p", "dim", html_text(notice));
  html += "<div class=\"hunks\">\n" + views(number);
  const std::size_t set_out = std::min(hunks.size(), most_set_out);
  for (std::size_t i = 0; i < set_out; ++i)
    html += "<section class=\"hunk\">" + (i < shown.reasons.size() ? reasons_html(shown.reasons[i]) : "") +
            unified(hunks[i]) + side_by_side(hunks[i]) + "</section>\n";
  return html + "</div>\n" + others_as_text(std::span(hunks).subspan(set_out));
}

}  // namespace certlift::render
