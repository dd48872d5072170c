#include "logs/file_kind.h"

#include <algorithm>
#include <array>
#include <utility>

namespace certlift::logs {
namespace {

constexpr std::size_t kept_bytes = 16'384;

using Kind = std::pair<std::string_view, std::string_view>;

/// How files begin.
constexpr std::array signatures{Kind{"%PDF-", "a PDF"},
                                Kind{"\x1F\x8B", "a gzip archive"},
                                Kind{"PK\x03\x04", "a ZIP archive, or an Office document"},
                                Kind{"ElfFile", "a Windows event log (.evtx)"},
                                Kind{"MZ", "a Windows program"},
                                Kind{"\x7F"
                                     "ELF",
                                     "a Linux program"},
                                Kind{"\x89PNG", "a picture"},
                                Kind{"7z\xBC\xAF", "a 7-Zip archive"},
                                Kind{"MSCF", "a cabinet archive"},
                                Kind{"-----BEGIN", "a certificate or a key"},
                                Kind{"\xFF\xFE", "text in UTF-16, which logs never are: save it as UTF-8"},
                                Kind{"\xFE\xFF", "text in UTF-16, which logs never are: save it as UTF-8"},
                                Kind{"{", "JSON"}};

/// What stands in the first kilobytes, the most telling first.
constexpr std::array marks{
    Kind{"<failedRequest", "a log of Failed Request Tracing"},
    Kind{"#Software: Microsoft HTTP API", "an HTTPERR log (certlift logs reads it)"},
    Kind{"#Fields:", "a request log in W3C format (certlift logs reads it)"},
    Kind{"<system.applicationHost", "an applicationHost.config (certlift check reads it)"},
    Kind{"<configSections", "a configuration file (certlift check reads it)"},
    Kind{"<configuration", "a configuration file (certlift check reads it)"},
    Kind{"<!DOCTYPE html", "an HTML page"},
    Kind{"<html", "an HTML page"},
    Kind{"<?xml", "another XML file"}};

bool is_text(std::string_view bytes) {
  return std::ranges::none_of(bytes, [](char c) {
    return static_cast<unsigned char>(c) < ' ' && c != '\t' && c != '\r' && c != '\n' && c != '\f';
  });
}

}  // namespace

Result<std::size_t> FileBeginning::read(std::span<char> space) {
  auto got = source_(space);
  if (got && bytes_.size() < kept_bytes)
    bytes_.append(space.data(), std::min(*got, kept_bytes - bytes_.size()));
  return got;
}

std::string kind_of_file(std::string_view beginning) {
  if (beginning.empty()) return "an empty file";
  for (const auto& [bytes, kind] : signatures)
    if (beginning.starts_with(bytes)) return std::string(kind);
  for (const auto& [bytes, kind] : marks)
    if (beginning.contains(bytes)) return std::string(kind);
  return is_text(beginning) ? "another text file" : "a binary file";
}

}  // namespace certlift::logs
