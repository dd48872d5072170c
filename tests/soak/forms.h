#pragma once

#include <span>
#include <string>

/// The shapes in which misplaced mappings are put into a real file.
namespace certlift::test {

struct Form {
  const char* name;
  /// The bytes of the file `text` (UTF-8, LF) with mappings below the site, at "SITE/soak" or below that,
  /// too.
  std::string (*put_into)(const std::string& text, const std::string& site);
};

std::span<const Form> forms();

}  // namespace certlift::test
