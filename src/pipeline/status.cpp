#include "pipeline/status.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace certlift::pipeline {
namespace {

/// Windows errors inside an HRESULT: FACILITY_WIN32.
constexpr std::uint32_t win32_facility = 0x80070000;

std::optional<std::uint32_t> read_error(std::string_view word) {
  const bool is_hex = word.starts_with("0x") || word.starts_with("0X");
  if (is_hex) word.remove_prefix(2);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number, is_hex ? 16 : 10);
  if (error != std::errc() || end != word.data() + word.size()) return std::nullopt;
  if (number < INT32_MIN || number > static_cast<std::int64_t>(UINT32_MAX)) return std::nullopt;
  return static_cast<std::uint32_t>(number);
}

std::string line_of(const Cause& cause) {
  std::string line = "- ";
  line.append(cause.what);
  if (!cause.decided_by.empty()) line.append(" Look at: ").append(cause.decided_by).append(".");
  if (!cause.rule.empty()) line.append(" Rule: `").append(cause.rule).append("`.");
  return line.append(" (").append(name_of(cause.basis)).append(")\n");
}

}  // namespace

std::string_view name_of(Basis basis) {
  constexpr std::array<std::string_view, 4> names{"documented", "observed", "inferred", "not known for sure"};
  return names[static_cast<std::size_t>(basis)];
}

const ErrorNumber* error_number(std::string_view word) {
  const auto number = read_error(word);
  if (!number) return nullptr;
  const auto is_it = [&](const ErrorNumber& row) {
    return row.hresult == *number || (*number < 0x10000 && row.hresult == (win32_facility | *number));
  };
  const auto found = std::ranges::find_if(error_numbers(), is_it);
  return found == error_numbers().end() ? nullptr : &*found;
}

std::string hexadecimal(std::uint32_t number) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text = "0x";
  for (unsigned shift = 32; shift > 0; shift -= 4) text += digits[number >> (shift - 4) & 0xFU];
  return text;
}

std::string explanation_of(const Status& status) {
  std::string text = "Answered by ";
  text.append(status.answered_by).append(".");
  if (!status.win32.empty())
    text.append(" In W3C logs the win32 status is ").append(status.win32).append(".");
  text.append("\n\n## Causes, most likely first\n\n");
  for (const Cause& cause : status.causes) text += line_of(cause);
  return text;
}

std::string explanation_of(const ErrorNumber& number) {
  std::string text(number.meaning);
  text.front() = static_cast<char>(text.front() - 'a' + 'A');
  text += ". W3C logs show it as " + std::to_string(number.hresult);
  if ((number.hresult & 0xFFFF0000U) == win32_facility)
    text += " or " + std::to_string(number.hresult & 0xFFFFU);
  if (number.hresult >= 0xC0000000U)
    text += " or " + std::to_string(static_cast<std::int32_t>(number.hresult));
  return text.append(". It comes with ")
      .append(number.statuses)
      .append(", which `certlift explain` describes.\n");
}

}  // namespace certlift::pipeline
