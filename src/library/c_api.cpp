#include "base/memory.h"
#include "certlift.h"
#include "library/open_file.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

/// What C sees of a file: the text that was given out last lives here.
struct certlift_file {
  certlift::library::OpenFile file;
  std::string text = {};
};

namespace certlift::library {
namespace {

const char* give_out(const std::string& text, size_t* size) {
  if (size) *size = text.size();
  return text.c_str();
}

const char* give_out_nothing(size_t* size) {
  if (size) *size = 0;
  return nullptr;
}

std::optional<DocumentFormat> format_of(std::string_view name) {
  if (name == "json") return DocumentFormat::json;
  if (name == "html") return DocumentFormat::html;
  return std::nullopt;
}

/// What `make` makes of the file in that format.
template <class Make>
const char* give_out_report(certlift_file* file, const char* format_name, size_t* size, const Make& make) {
  const auto format = format_of(format_name ? format_name : "");
  if (!file || !format) return give_out_nothing(size);
  return with_memory(
      [&] {
        file->text = make(file->file, *format);
        return give_out(file->text, size);
      },
      [&] { return give_out_nothing(size); });
}

std::string_view view_of(const char* bytes, size_t size) {
  return bytes ? std::string_view(bytes, size) : std::string_view();
}

}  // namespace
}  // namespace certlift::library

using namespace certlift;

const char* certlift_version() {
  return CERTLIFT_VERSION;
}

certlift_file* certlift_open(const char* bytes, size_t size, const char* request) {
  if (size > std::string().max_size()) return nullptr;
  return with_memory(
      [&] {
        auto file = std::make_unique<certlift_file>(
            library::OpenFile(std::string(library::view_of(bytes, size)),
                              request ? library::read_request(request) : library::Request()));
        return file.release();
      },
      []() -> certlift_file* { return nullptr; });
}

const char* certlift_check(certlift_file* file, const char* format, size_t* size) {
  return library::give_out_report(file, format, size,
                                  [](library::OpenFile& open, library::DocumentFormat chosen) {
                                    return open.report(render::Command::check, chosen);
                                  });
}

const char* certlift_fix(certlift_file* file, const char* format, size_t* size) {
  return library::give_out_report(file, format, size,
                                  [](library::OpenFile& open, library::DocumentFormat chosen) {
                                    return open.report(render::Command::fix, chosen);
                                  });
}

const char* certlift_fixed_bytes(certlift_file* file, size_t* size) {
  return with_memory(
      [&]() -> const char* {
        const auto fixed = file ? file->file.fixed_bytes() : std::nullopt;
        if (!fixed) return library::give_out_nothing(size);
        if (size) *size = fixed->size();
        return fixed->data();
      },
      [&] { return library::give_out_nothing(size); });
}

const char* certlift_freb(certlift_file* file, const char* log, size_t log_size, const char* log_name,
                          const char* format, size_t* size) {
  return library::give_out_report(file, format, size,
                                  [&](library::OpenFile& open, library::DocumentFormat chosen) {
                                    return open.trace_report(library::view_of(log, log_size),
                                                             log_name ? log_name : "fr000001.xml", chosen);
                                  });
}

const char* certlift_simulate(certlift_file* file, const char* url, const char* certificate,
                              size_t certificate_size, const char* format, size_t* size) {
  return library::give_out_report(
      file, format, size, [&](library::OpenFile& open, library::DocumentFormat chosen) {
        return open.simulation(url ? url : "", library::view_of(certificate, certificate_size), chosen);
      });
}

void certlift_close(certlift_file* file) {
  delete file;
}
