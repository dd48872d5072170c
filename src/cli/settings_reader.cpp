#include "cli/settings_reader.h"

#include "text/encoding.h"

#include <cstdint>
#include <optional>
#include <set>
#include <utility>

namespace certlift::cli {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_of_key(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' || c == '-';
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t') || byte == 0x7F;
}

class SettingsReader {
 public:
  explicit SettingsReader(std::string_view text) : text_(text), lines_(text) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (text_.starts_with(mark)) at_ = mark.size();
  }

  Result<std::vector<SettingItem>> read() {
    require_utf8();
    while (skip_to_next_line() && !error_) {
      if (text_[at_] == '[')
        read_table();
      else
        read_item();
      require_line_end();
    }
    if (error_) return std::unexpected(*error_);
    return std::move(items_);
  }

 private:
  char next() const { return at_ < text_.size() ? text_[at_] : '\n'; }

  void complain(std::size_t offset, std::string message) {
    if (error_) return;
    const text::Position place = lines_.position(offset);
    error_ = Error{ErrorCode::not_understood, std::move(message), {}, place.line, place.column};
  }

  void require_utf8() {
    const std::string valid = text::with_valid_utf8(text_);
    if (valid == text_) return;
    std::size_t same = 0;
    while (same < text_.size() && valid[same] == text_[same]) ++same;
    complain(same, "the settings are not in UTF-8 from here on");
  }

  void skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
  }

  void skip_comment() {
    if (next() != '#') return;
    for (; at_ < text_.size() && text_[at_] != '\n'; ++at_)
      if (is_control(text_[at_]) && !at_line_end()) return complain(at_, "a control character in a comment");
  }

  bool at_line_end() const { return next() == '\n' || text_.substr(at_).starts_with("\r\n"); }

  /// Blank lines and comments; whether something follows.
  bool skip_to_next_line() {
    while (at_ < text_.size() && !error_) {
      skip_blanks();
      skip_comment();
      if (!at_line_end() || at_ == text_.size()) break;
      at_ += text_[at_] == '\r' ? 2 : 1;
    }
    return at_ < text_.size();
  }

  void require_line_end() {
    skip_blanks();
    skip_comment();
    if (!at_line_end()) complain(at_, "expects the end of the line here");
  }

  std::string read_key() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_of_key(text_[at_])) ++at_;
    if (at_ == begin) complain(at_, "expects the name of a setting here, such as backup-dir");
    return std::string(text_.substr(begin, at_ - begin));
  }

  void read_table() {
    const std::size_t begin = at_++;
    skip_blanks();
    table_ = read_key();
    skip_blanks();
    if (next() != ']')
      return complain(at_, "expects ] here: a table is the name of a command, such as [check]");
    ++at_;
    if (!tables_.insert(table_).second) complain(begin, "[" + table_ + "] stands twice");
  }

  void read_item() {
    const std::size_t begin = at_;
    SettingItem item{.table = table_, .key = read_key(), .values = {}, .place = lines_.position(begin)};
    skip_blanks();
    if (next() != '=') return complain(at_, "expects = and a value here");
    ++at_;
    skip_blanks();
    item.kind = next() == '[' ? read_list(item.values) : read_value(item.values);
    if (!keys_.emplace(table_, item.key).second) complain(begin, item.key + " stands twice");
    items_.push_back(std::move(item));
  }

  SettingKind read_list(std::vector<std::string>& values) {
    const std::size_t begin = at_++;
    for (bool may_follow = true; !error_;) {
      if (!skip_to_next_line()) complain(begin, "this list has no end: ] is missing");
      if (error_) break;
      if (next() == ']') {
        ++at_;
        break;
      }
      if (!may_follow) complain(at_, "expects , or ] here");
      read_value(values);
      if (!skip_to_next_line()) continue;
      may_follow = next() == ',';
      if (may_follow) ++at_;
    }
    return SettingKind::list;
  }

  SettingKind read_value(std::vector<std::string>& values) {
    if (next() == '"' || next() == '\'') {
      values.push_back(text_.substr(at_).starts_with("\"\"\"") || text_.substr(at_).starts_with("'''")
                           ? no_value("a string of several lines is not for settings")
                       : next() == '"' ? read_basic_string()
                                       : read_literal_string());
      return SettingKind::text;
    }
    const std::size_t begin = at_;
    while (at_ < text_.size() && (is_of_key(text_[at_]) || text_[at_] == '.' || text_[at_] == '+')) ++at_;
    std::string word(text_.substr(begin, at_ - begin));
    values.push_back(word);
    if (word == "true" || word == "false") return SettingKind::boolean;
    const bool is_number = !word.empty() && word.size() < 20 && (word == "0" || word.front() != '0') &&
                           word.find_first_not_of("0123456789") == std::string::npos;
    if (!is_number) {
      at_ = begin;
      no_value("expects a string in quotes, a whole number, true, false or a list of these here");
    }
    return SettingKind::number;
  }

  std::string no_value(const char* why) {
    complain(at_, why);
    return {};
  }

  std::string read_literal_string() {
    const std::size_t begin = at_++;
    while (at_ < text_.size() && text_[at_] != '\'' && !is_control(text_[at_])) ++at_;
    if (next() != '\'') return at_ = begin, no_value("this string has no end on its line");
    return std::string(text_.substr(begin + 1, at_++ - begin - 1));
  }

  std::string read_basic_string() {
    std::string value;
    const std::size_t begin = at_++;
    while (at_ < text_.size() && text_[at_] != '"' && !is_control(text_[at_])) {
      if (text_[at_] == '\\')
        read_escape(value);
      else
        value += text_[at_++];
    }
    if (next() != '"') return at_ = begin, no_value("this string has no end on its line");
    ++at_;
    return value;
  }

  void read_escape(std::string& value) {
    constexpr std::string_view names = "btnfr\"\\", meant = "\b\t\n\f\r\"\\";
    const std::size_t begin = at_++;
    const char name = next();
    const std::size_t found = names.find(name);
    at_ += at_ < text_.size() ? 1 : 0;
    if (found != std::string_view::npos)
      value += meant[found];
    else if (name == 'u' || name == 'U')
      read_character(name == 'u' ? 4 : 8, begin, value);
    else
      complain(begin, "TOML knows no such escape; write paths in single quotes, as in 'C:\\backups'");
  }

  void read_character(std::size_t digits, std::size_t begin, std::string& value) {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < digits; ++i, ++at_) {
      const std::size_t digit =
          std::string_view("0123456789abcdef")
              .find(next() >= 'A' && next() <= 'F' ? static_cast<char>(next() + 32) : next());
      if (digit == std::string_view::npos) return complain(begin, "this escape lacks hexadecimal digits");
      number = number * 16 + static_cast<std::uint32_t>(digit);
    }
    if (number > 0x10FFFF || (number >= 0xD800 && number < 0xE000))
      return complain(begin, "this escape is of no character");
    text::append_utf8(value, number);
  }

  std::string_view text_;
  text::LineIndex lines_;
  std::size_t at_ = 0;
  std::string table_;
  std::set<std::string> tables_;
  std::set<std::pair<std::string, std::string>> keys_;
  std::vector<SettingItem> items_;
  std::optional<Error> error_;
};

}  // namespace

Result<std::vector<SettingItem>> read_settings(std::string_view text) {
  return SettingsReader(text).read();
}

}  // namespace certlift::cli
