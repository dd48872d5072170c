#include "property/writer.h"

#include <array>

namespace certlift::property {
namespace {

constexpr int no_indent = 3, one_line = 4;

}  // namespace

Writer::Writer(const Style& style) : style_(style), dice_(style.seed), line_end_(style.crlf ? "\r\n" : "\n") {
  constexpr std::array units{"  ", "\t", "    ", "", ""};
  unit_ = units[static_cast<std::size_t>(style.indent)];
  if (!dice_.one_in(4)) out_ = R"(<?xml version="1.0"?>)";
}

bool Writer::now(Often often) {
  return often == Often::always || (often == Often::sometimes && dice_.one_in(4));
}

void Writer::next_line() {
  if (style_.indent == one_line || out_.empty()) return;
  if (now(style_.same_line)) return;
  out_ += line_end_;
  if (now(style_.blank_lines)) out_ += line_end_;
  for (std::size_t i = 0; i < open_.size(); ++i) out_ += unit_;
}

void Writer::blank_line() {
  if (style_.indent != one_line) out_ += line_end_;
}

void Writer::start(const std::string& name, const Attributes& attributes) {
  next_line();
  last_ = out_.size();
  out_ += "<" + name;
  for (const auto& [key, text] : attributes) value(key, text);
}

void Writer::value(const std::string& name, const std::string& value) {
  const char quote = now(style_.single_quotes) ? '\'' : '"';
  if (style_.indent != one_line && now(style_.wrapped_attributes)) {
    out_ += line_end_;
    for (std::size_t i = 0; i < open_.size() + 2; ++i) out_ += unit_;
    if (style_.indent == no_indent) out_ += ' ';
  } else {
    out_ += ' ';
  }
  out_ += name + "=" + quote;
  for (char c : value)
    if (c == ' ' && name == "certificate" && now(style_.line_ends_in_values))
      out_ += line_end_;
    else
      character(c, quote);
  out_ += quote;
}

void Writer::character(char c, char quote) {
  const bool ascii = static_cast<unsigned char>(c) < 0x80;
  if (c == '&')
    out_ += now(style_.references) ? "&#38;" : "&amp;";
  else if (c == '<')
    out_ += "&lt;";
  else if (c == quote)
    out_ += c == '"' ? "&quot;" : "&#x27;";
  else if (ascii && now(style_.references) && dice_.one_in(3))
    out_ += "&#" + std::to_string(static_cast<int>(c)) + ";";
  else
    out_ += c;
}

void Writer::open(const std::string& name, const Attributes& attributes) {
  start(name, attributes);
  out_ += '>';
  open_.push_back(name);
}

void Writer::close() {
  const std::string name = open_.back();
  open_.pop_back();
  next_line();
  out_ += "</" + name + ">";
}

void Writer::empty(const std::string& name, const Attributes& attributes) {
  start(name, attributes);
  if (now(style_.long_empty_elements)) {
    out_ += "></" + name + ">";
  } else {
    out_ += dice_.one_in(2) ? "/>" : " />";
  }
}

void Writer::comment(const std::string& comment) {
  next_line();
  out_ += comment;
}

void Writer::text(const std::string& text) {
  next_line();
  out_ += text;
}

std::string Writer::take() {
  if (style_.indent != one_line) out_ += line_end_;
  return std::move(out_);
}

}  // namespace certlift::property
