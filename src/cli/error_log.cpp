#include "cli/error_log.h"

#include "render/wrap.h"

#include <spdlog/formatter.h>
#include <spdlog/sinks/base_sink.h>

#include <memory>
#include <mutex>
#include <string>

namespace certlift::cli {
namespace {

/// By itself spdlog would end lines with CR LF on Windows, where the reports do not, and wrap none.
class LineFormatter final : public spdlog::formatter {
 public:
  explicit LineFormatter(std::size_t columns) : columns_(columns) {}

  void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& to) override {
    const std::string line =
        "certlift: " + std::string(message.payload.data(), message.payload.size()) + "\n";
    const std::string text = render::wrapped(line, columns_);
    to.append(text.data(), text.data() + text.size());
  }

  std::unique_ptr<spdlog::formatter> clone() const override {
    return std::make_unique<LineFormatter>(columns_);
  }

 private:
  std::size_t columns_;  ///< 0: standard error is no terminal
};

/// Standard error, with no bar in the way.
class ErrorSink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  explicit ErrorSink(Progress& progress) : progress_(progress) {}

 private:
  void sink_it_(const spdlog::details::log_msg& message) override {
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    progress_.write({line.data(), line.size()});
  }
  void flush_() override {}  // each line is

  Progress& progress_;
};

}  // namespace

spdlog::logger log_to(Progress& progress, std::size_t columns, Verbosity verbosity) {
  spdlog::logger log("certlift", std::make_shared<ErrorSink>(progress));
  log.set_formatter(std::make_unique<LineFormatter>(columns));
  log.set_level(verbosity == Verbosity::quiet     ? spdlog::level::err
                : verbosity == Verbosity::verbose ? spdlog::level::debug
                                                  : spdlog::level::info);
  return log;
}

}  // namespace certlift::cli
