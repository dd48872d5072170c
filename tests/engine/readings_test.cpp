#include "bench/generate.h"
#include "engine/registry.h"
#include "support/run_engine.h"
#include "text/encoding.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>

/// What costs time on large files is counted, not timed.
namespace certlift::engine {
namespace {

std::atomic<std::size_t> certificates_read;

iis::Certificate count_and_read(std::string_view text) {
  ++certificates_read;
  return iis::read_certificate(text);
}

iis::Surroundings counting() {
  certificates_read = 0;
  return {.today = "2026-11-29", .read_certificate = count_and_read};
}

std::size_t count_certificates(std::string_view text) {
  constexpr std::string_view attribute = " certificate=";
  std::size_t count = 0;
  for (auto at = text.find(attribute); at != std::string_view::npos; at = text.find(attribute, at + 1))
    ++count;
  return count;
}

std::string generated_text() {
  const std::string bytes = bench::generate(20, 1);
  return std::string(text::decode(bytes)->text());
}

TEST(Readings, ACertificateIsReadOnceHoweverManyRulesAskForIt) {
  const std::string text = generated_text();
  const auto findings = check(text, "", {registry(), {}, counting()});
  ASSERT_TRUE(findings);
  EXPECT_GT(findings->size(), 0U);
  EXPECT_EQ(certificates_read, count_certificates(text));
}

TEST(Readings, AFixReadsEachCertificateBeforeAndAfter) {
  const std::string text = generated_text();
  const auto repair = fix(text, "", {registry(), {}, counting()});
  ASSERT_TRUE(repair);
  EXPECT_EQ(repair->rounds, 1U);
  EXPECT_EQ(certificates_read, count_certificates(text) + count_certificates(repair->after->text()));
}

}  // namespace
}  // namespace certlift::engine
