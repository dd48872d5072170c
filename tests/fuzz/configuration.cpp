#include "engine/fix.h"
#include "engine/registry.h"
#include "engine/verify.h"
#include "fuzz/support/mutate_xml.h"
#include "fuzz/support/patch.h"
#include "fuzz/support/require.h"
#include "render/unified_diff.h"
#include "text/diff.h"
#include "text/encoding.h"

/// Any bytes as a configuration, all the way to the mended one: what is held against the laws on every run,
/// and what the tests hold of each golden case, holds of these.
namespace certlift::fuzz {
namespace {

const iis::Surroundings surroundings{.today = "2027-06-01"};

Result<engine::Repair> fixed(const std::string& text, const engine::Selection& selection) {
  auto repair = engine::fix(text, "", engine::registry(), selection, surroundings);
  if (!repair)
    require(repair.error().code == ErrorCode::not_understood && !repair.error().message.empty(), "the laws",
            repair.error().message);
  return repair;
}

void require_same_findings(const engine::Repair& repair, const std::vector<engine::Finding>& findings) {
  require(findings.size() == repair.outcomes.size(), "check and fix agree");
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const engine::Finding &one = findings[i], &other = repair.outcomes[i].finding;
    require(one.rule == other.rule && one.offset == other.offset && one.position == other.position,
            "check and fix agree", one.message + "\n" + other.message);
    require(!one.message.empty() && !(one.fix && one.refusal), "a finding is sound", one.message);
  }
}

void require_sound_diffs(const std::string& before, const engine::Repair& repair) {
  const std::string diff = render::unified_diff("f", before, repair.text, render::Secrets::shown);
  require(patched(before, diff) == repair.text, "the diff leads to the result", diff);
  require(diff.empty() == (before == repair.text), "a diff shows what changes", diff);
  if (!repair.edits) return;
  require(repair.edits->apply(before) == repair.text, "the edits lead to the result");
  require(repair.edits->inverse(before).apply(repair.text) == before, "the inverse edits lead back");
  const auto changes = text::changed_lines(before, repair.text, *repair.edits);
  const std::string shown = render::unified_diff("f", before, repair.text, render::Secrets::shown, changes);
  require(patched(before, shown) == repair.text, "the diff that is shown leads to the result", shown);
}

void mend(const text::DecodedText& decoded, const engine::Selection& selection) {
  const auto repair = fixed(decoded.text, selection);
  const auto findings = engine::check(decoded.text, "", engine::registry(), selection, surroundings);
  require(repair.has_value() == findings.has_value(), "check and fix understand the same");
  if (!repair) return;
  require_same_findings(*repair, *findings);
  require_sound_diffs(decoded.text, *repair);
  const text::DecodedText result{repair->text, decoded.encoding, decoded.bom};
  require(engine::verify_bytes(text::encode(result.text, result.encoding, result.bom), result).has_value(),
          "the result can be written down");
  if (repair->rounds == 0) return;
  const auto again = fixed(repair->text, selection);
  require(again && again->rounds == 0 && again->text == repair->text, "fixing the result changes nothing",
          repair->text);
}

}  // namespace
}  // namespace certlift::fuzz

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
  return certlift::fuzz::mutate_xml(data, size, max_size, seed, certlift::fuzz::configuration_words);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace certlift;
  const std::string bytes = fuzz::input_of(data, size);
  const auto decoded = text::decode(bytes);
  if (!decoded) return 0;
  fuzz::require(text::encode(decoded->text, decoded->encoding, decoded->bom) == bytes,
                "what is decoded comes back");
  fuzz::mend(*decoded, {});
  fuzz::mend(*decoded, {.accept = {"all"}});
  return 0;
}
