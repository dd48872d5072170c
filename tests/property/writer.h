#pragma once

#include "property/style.h"

#include <string>
#include <utility>
#include <vector>

namespace certlift::property {

using Attributes = std::vector<std::pair<std::string, std::string>>;

/// Writes markup in a style.
class Writer {
 public:
  explicit Writer(const Style& style);

  void open(const std::string& name, const Attributes& attributes = {});
  void close();
  void empty(const std::string& name, const Attributes& attributes);
  void comment(const std::string& comment);
  void text(const std::string& text);
  /// Unless everything is in one line.
  void blank_line();

  /// Of the start tag that was written last.
  std::size_t start_of_last() const { return last_; }
  std::string since(std::size_t begin) const { return out_.substr(begin); }
  std::string take();

 private:
  bool now(Often often);
  void next_line();
  void start(const std::string& name, const Attributes& attributes);
  void value(const std::string& name, const std::string& value);
  void character(char c, char quote);

  Style style_;
  Dice dice_;
  std::string line_end_;
  std::string unit_;
  std::string out_;
  std::vector<std::string> open_;
  std::size_t last_ = 0;
};

}  // namespace certlift::property
