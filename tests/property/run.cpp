#include "property/run.h"

#include "support/run_engine.h"

#include <utility>

namespace certlift::property {

engine::Repair fixed(const std::string& text, const engine::Selection& selection, const Style& style) {
  auto repair = engine::fix(text::encode(text, style.encoding, style.bom), "",
                            {engine::registry(), selection, surroundings});
  if (!repair) RC_FAIL(repair.error().message + "\n" + text);
  RC_ASSERT(repair->before->text() == text);
  return std::move(*repair);
}

engine::Selection lift_only(const Consent& accept) {
  return {.only = {"misplaced-client-cert-mappings"}, .accept = accept};
}

}  // namespace certlift::property
