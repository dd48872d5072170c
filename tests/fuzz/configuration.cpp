#include "engine/registry.h"
#include "engine/verify.h"
#include "fuzz/support/mutate_xml.h"
#include "fuzz/support/patch.h"
#include "fuzz/support/require.h"
#include "render/unified_diff.h"
#include "support/run_engine.h"
#include "text/diff.h"
#include "text/encoding.h"

/// Any bytes as a configuration, all the way to the fixed one: what is held against the laws on every run,
/// and what the tests hold of each golden case, holds of these.
namespace certlift::fuzz {
namespace {

const iis::Surroundings surroundings{.today = "2027-06-01"};

engine::Search search_for(const engine::Selection& selection) {
  return {engine::registry(), selection, surroundings};
}

/// What is made of a reading; of any bytes that can be read the laws hold.
engine::Repair fixed(const engine::SharedReading& reading, const engine::Selection& selection) {
  auto repair = engine::fix(reading, search_for(selection));
  require(repair.has_value(), "the laws", repair ? "" : repair.error().message);
  return *std::move(repair);
}

void require_same_findings(const engine::Repair& repair, const std::vector<engine::SharedFinding>& findings) {
  require(findings.size() == repair.outcomes.size(), "check and fix agree");
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const engine::Finding &one = *findings[i], &other = *repair.outcomes[i].finding;
    require(one.rule == other.rule && one.offset == other.offset && one.position == other.position,
            "check and fix agree", one.message + "\n" + other.message);
    require(!one.message.empty() && !(one.fix && one.refusal), "a finding is sound", one.message);
  }
}

void require_sound_diffs(const engine::Repair& repair) {
  const std::string before(repair.before->text()), after(repair.after->text());
  const std::string diff = render::unified_diff("f", before, after, render::Secrets::shown);
  require(patched(before, diff) == after, "the diff leads to the result", diff);
  require(diff.empty() == (before == after), "a diff shows what changes", diff);
  if (!repair.edits) return;
  require(repair.edits->apply(before) == after, "the edits lead to the result");
  require(repair.edits->inverse(before).apply(after) == before, "the inverse edits lead back");
  const auto changes = text::changed_lines(before, after, *repair.edits);
  const std::string shown = render::unified_diff("f", before, after, render::Secrets::shown, changes);
  require(patched(before, shown) == after, "the diff that is shown leads to the result", shown);
}

void make_fixes(const engine::SharedReading& reading, const engine::Selection& selection) {
  const engine::Repair repair = fixed(reading, selection);
  require_same_findings(repair, reading->findings);
  require_sound_diffs(repair);
  require(engine::verify_bytes(*repair.after).has_value(), "the result can be written down");
  if (repair.rounds == 0) return;
  const auto again = engine::read(std::string(repair.after->bytes()), "", search_for(selection));
  require(again.has_value(), "the result can be read");
  const engine::Repair rests = fixed(*again, selection);
  require(rests.rounds == 0 && rests.after->bytes() == repair.after->bytes(),
          "fixing the result changes nothing", std::string(repair.after->text()));
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
  const auto reading = engine::read(bytes, "", fuzz::search_for({}));
  if (!reading) {
    fuzz::require(reading.error().code == ErrorCode::not_understood && !reading.error().message.empty(),
                  "an error has a message", reading.error().message);
    return 0;
  }
  fuzz::require((*reading)->bytes() == bytes, "what is read is what was there");
  fuzz::make_fixes(*reading, {});
  fuzz::make_fixes(*reading, {.accept = {"all"}});
  return 0;
}
