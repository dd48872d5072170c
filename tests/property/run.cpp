#include "property/run.h"

#include "engine/registry.h"
#include "engine/verify.h"

#include <utility>

namespace certlift::property {

engine::Repair fixed(const std::string& text, const engine::Selection& selection, const Style& style) {
  const auto decoded = text::decode(text::encode(text, style.encoding, style.bom));
  if (!decoded) RC_FAIL(decoded.error().message);
  RC_ASSERT(decoded->text == text);
  auto repair = engine::fix(decoded->text, "", engine::registry(), selection, surroundings);
  if (!repair) RC_FAIL(repair.error().message + "\n" + text);
  text::DecodedText result{repair->text, decoded->encoding, decoded->bom};
  RC_ASSERT(engine::verify_bytes(text::encode(result.text, result.encoding, result.bom), result).has_value());
  return std::move(*repair);
}

engine::Selection lift_only(const Consent& accept) {
  return {.only = {"misplaced-client-cert-mappings"}, .accept = accept};
}

}  // namespace certlift::property
