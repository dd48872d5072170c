#pragma once

#include <optional>
#include <string>
#include <string_view>

/// Base64 of what is public, by tables: in time that depends on what is read, so never for secrets.
namespace certlift {

/// The bytes that the text stands for; nothing if it holds anything but the 64 digits and, behind them, at
/// most two `=`. Digits at the end that make no byte are left out, as Windows' own decoder takes them.
std::optional<std::string> decode_base64(std::string_view text);

/// The bytes in base64, padded, in one line.
std::string encode_base64(std::string_view bytes);

}  // namespace certlift
