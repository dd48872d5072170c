#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// The answers of IIS that client certificates can lead to, their causes and what decides between them. The
/// one place that reports, logs and predictions take them from. Sources: Microsoft, "HTTP status code
/// overview" (IIS), "HTTP Error 500.19", "403.7 / 403.13 / 403.16", "Client certificate authentication in
/// ASP.NET Core", IIS trace logs that are public; each cause says how sure it is.
namespace certlift::pipeline {

enum class Basis {
  documented,  ///< by Microsoft
  observed,    ///< in a public log or report
  inferred,    ///< from what is documented
  unknown,     ///< nobody says it in public
};
std::string_view name_of(Basis basis);

struct Cause {
  std::string_view what;
  std::string_view decided_by = {};  ///< the fact that decides; empty: nothing the configuration says
  std::string_view rule = {};        ///< the rule that finds it; empty: none
  Basis basis = Basis::documented;
};

struct Status {
  std::string_view code;  ///< "401.2", "reset"
  std::string_view title;
  std::string_view answered_by;
  std::string_view win32;  ///< what W3C logs show; empty: not known
  std::span<const Cause> causes;
};

/// In the order of the codes; what is no status comes last.
std::span<const Status> statuses();

/// A Windows error as logs show it.
struct ErrorNumber {
  std::uint32_t hresult;
  std::string_view name;
  std::string_view meaning;
  std::string_view statuses;  ///< that it comes with: "403.16"
};
std::span<const ErrorNumber> error_numbers();

/// The error that the word stands for: in decimal (also negative), in hexadecimal behind "0x", or as the code
/// of Windows inside an HRESULT (5 for 0x80070005). nullptr: it is none of these.
const ErrorNumber* error_number(std::string_view word);

/// "0x80070032".
std::string hexadecimal(std::uint32_t number);

/// What `certlift explain` prints of them, as Markdown.
std::string explanation_of(const Status& status);
std::string explanation_of(const ErrorNumber& number);

}  // namespace certlift::pipeline
