#pragma once

#include "engine/transform.h"

#include <string>
#include <variant>
#include <vector>

/// A report as a page for people, as values: made once, and written as HTML or as Markdown.
namespace certlift::render {

/// How good or bad what is said is.
enum class Tone { plain, good, note, warning, error };
Tone tone_of(engine::Severity severity);

struct Heading {
  std::string text;
};

/// What matters most: each sentence stands by itself, then what to do about it.
struct Statement {
  Tone tone = Tone::plain;
  std::vector<std::string> sentences = {};
  std::vector<std::string> commands = {};
};

struct Paragraph {
  std::string text;
};

/// A command to copy.
struct ToCopy {
  std::string words;
};

struct Items {
  std::vector<std::string> items = {};
};

struct Row {
  std::vector<std::string> cells;
  Tone tone = Tone::plain;  ///< of the first cell
  bool is_marked = false;   ///< it is about a change; the last cell says to what
};

struct Table {
  std::vector<std::string> head;
  std::vector<Row> rows = {};
};

/// Something that is folded to its title.
struct Fold {
  std::string title;
  Tone tone = Tone::plain;
  std::string badge = {};               ///< in front of the title; empty: none
  std::vector<std::string> lines = {};  ///< as they stand
  std::vector<std::string> items = {};
};

using Block = std::variant<Heading, Statement, Paragraph, ToCopy, Items, Table, Fold>;

struct Page {
  std::string title;
  std::string subtitle = {};
  std::vector<Block> blocks = {};
};

std::string html_of(const Page& page);
std::string markdown_of(const Page& page);

/// "certlift simulate: FILE on WEB01"
std::string page_title(const std::string& command, const std::string& what, const std::string& host);

/// The lines of a text.
std::vector<std::string> lines_of_text(const std::string& text);

}  // namespace certlift::render
