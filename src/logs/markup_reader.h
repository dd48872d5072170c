#pragma once

#include "logs/byte_source.h"

#include <string>
#include <string_view>
#include <vector>

namespace certlift::logs {

enum class TokenKind { open, close, text, end };

/// A piece of markup. Points into the reader, until its next call.
struct Token {
  TokenKind kind = TokenKind::end;
  std::string_view name = {};        ///< of open and close, without prefix
  std::string_view attributes = {};  ///< of open, as written
  std::string_view text = {};        ///< of text, as written; a long one comes in several pieces
  bool is_empty = false;             ///< of open: it has no close
};

/// Reads markup piece by piece in little memory, whatever its size. Forgiving: a trace may be cut at both
/// ends, and hold what XML forbids. Comments, instructions and tags of more than 64 KB are passed over; of a
/// tag that the end cuts off, nothing is told.
class MarkupReader {
 public:
  explicit MarkupReader(ByteSource source);

  /// Errors: of the source.
  Result<Token> next();

 private:
  Result<bool> fill();
  Result<bool> skip_past(std::string_view end);
  Result<std::size_t> find_end_of_tag();
  Result<Token> read_text();
  std::string_view rest() const { return std::string_view(buffer_.data(), end_).substr(begin_); }

  ByteSource source_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

/// The value of an attribute in `attributes`, as written; empty if there is none.
std::string_view attribute_value(std::string_view attributes, std::string_view name);
/// Whether there is such an attribute.
bool has_attribute(std::string_view attributes, std::string_view name);

/// The text with its references replaced (the five of XML and numbers); what is none stays as it is.
std::string without_references(std::string_view text);

}  // namespace certlift::logs
