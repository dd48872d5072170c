#include "cli/report_file.h"

#include "apply/transaction.h"
#include "render/report.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include <chrono>
#include <cstddef>

namespace certlift::cli {
namespace {

constexpr std::string_view html_mark = "<meta name=\"generator\" content=\"certlift ";
constexpr std::string_view markdown_begin = "<!-- certlift ";
constexpr std::size_t head_size = 4096;  ///< in which a page says what made it

/// A plan, too, says which program made it; but somebody counts on it, and it has no exit code.
bool is_json_report(std::string_view bytes) {
  const auto document = nlohmann::json::parse(bytes, nullptr, false);
  if (!document.is_object()) return false;
  if (document.value("tool", nlohmann::json()) == "certlift") return document.contains("exit_code");
  const nlohmann::json::json_pointer sarif_tool("/runs/0/tool/driver/name");
  return document.contains(sarif_tool) && document.at(sarif_tool) == "certlift";
}

Error in_the_way(const std::string& path) {
  return {ErrorCode::unwritable,
          "this file exists and is no report of certlift in HTML, Markdown or JSON, and what is in it would "
          "be lost; name another one, or replace it with --force",
          path};
}

std::string identity_of(const disk::ReadableFiles& files, const std::string& path) {
  const auto info = files.info(path);
  return info ? info->identity : std::string();
}

}  // namespace

WatchedFiles::WatchedFiles(disk::WritableFiles& files, const disk::Environment& environment,
                           const Options& options)
    : LimitedFiles(files, environment, std::chrono::seconds(options.wait), options.max_size) {
  if (goes_to_file(options)) identity_ = identity_of(files, options.output);
}

void WatchedFiles::notice(const disk::FileInfo& info) const {
  if (!identity_.empty() && info.identity == identity_) has_read_ = true;
}

Result<disk::FileContent> WatchedFiles::read(const std::string& path) const {
  auto content = LimitedFiles::read(path);
  if (content) notice(content->info);
  return content;
}

Result<disk::FileContent> WatchedFiles::read_at_rest(const std::string& path) const {
  auto content = LimitedFiles::read_at_rest(path);
  if (content) notice(content->info);
  return content;
}

Result<std::unique_ptr<disk::FileStream>> WatchedFiles::open(const std::string& path) const {
  if (!identity_.empty())
    if (const auto found = info(path)) notice(*found);
  return LimitedFiles::open(path);
}

void add_report_file(CLI::App& command, Options& options) {
  CLI::Option* output =
      command.add_option("-o,--output", options.output,
                         "where the report goes (default: standard output). A report of certlift in HTML,\n"
                         "Markdown or JSON is replaced, any other file only with --force");
  output->option_text("FILE|-")->group(output_group);
  command.add_flag("--force", options.force_output, "with -o: replace FILE, whatever it is, but no input")
      ->option_text(" ")
      ->needs(output)
      ->group(output_group);
}

bool goes_to_file(const Options& options) {
  return !options.output.empty() && options.output != "-";
}

Result<void> require_replaceable(const Invocation& invocation, const WatchedFiles& files) {
  const std::string& path = invocation.options.output;
  const auto info = files.info(path);
  const bool is_file =
      info && info->kind == disk::FileKind::regular;  // of others the writing says what is wrong
  if (!is_file || invocation.options.force_output) return {};
  const auto content = files.read_output(path);
  if (content && is_report(content->bytes)) return {};
  return std::unexpected(in_the_way(path));
}

Result<void> save_report(const Invocation& invocation, const WatchedFiles& files, std::string_view report) {
  const std::string& path = invocation.options.output;
  if (files.has_read_output())
    return std::unexpected(Error{ErrorCode::unwritable,
                                 "this is one of the files that the report is about, so it was not replaced; "
                                 "name another one with -o",
                                 path});
  if (auto free = require_replaceable(invocation, files); !free) return free;
  auto written = apply::write_elsewhere(invocation.context(), path, "", report);
  if (!written) {
    written.error().path = path;
    return written;
  }
  invocation.log.info("the report is in {}", render::in_one_line(path));
  return {};
}

bool is_report(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, head_size);
  if (head.starts_with("<!doctype html>") && head.contains(html_mark)) return true;
  if (head.starts_with(markdown_begin)) return true;
  return head.find_first_not_of(" \r\n\t") != std::string_view::npos && is_json_report(bytes);
}

}  // namespace certlift::cli
