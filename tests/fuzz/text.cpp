#include "fuzz/support/patch.h"
#include "fuzz/support/require.h"
#include "render/mask.h"
#include "render/secrets.h"
#include "render/unified_diff.h"
#include "text/diff.h"
#include "text/encoding.h"
#include "text/lines.h"

#include <algorithm>

/// Any two texts: bytes that are decoded, lines that are counted and compared, secrets that are looked for.
namespace certlift::fuzz {
namespace {

void decode(const std::string& bytes) {
  const auto decoded = text::decode(bytes);
  if (!decoded) return require(!decoded.error().message.empty(), "an error has a message");
  require(text::encode(decoded->text(), decoded->encoding, decoded->bom) == bytes,
          "what is decoded comes back");
}

void index(const std::string& text) {
  const text::LineIndex lines(text);
  std::size_t end = 0;
  for (std::size_t i = 0; i < lines.line_count(); ++i) {
    require(lines.line(i).begin == end, "one line ends where the next begins");
    require(lines.position(end) == text::Position{i + 1, 1}, "a line begins at its first column");
    end = lines.line(i).end;
  }
  require(end == text.size(), "the last line ends with the text");
}

void compare(const std::string& before, const std::string& after) {
  const auto old_lines = text::split_lines(before), new_lines = text::split_lines(after);
  std::size_t old_end = 0, new_end = 0;
  for (const text::LineChange& change : text::diff_lines(old_lines, new_lines)) {
    const std::size_t kept = change.before_begin - old_end;
    require(change.before_begin >= old_end && change.after_begin == new_end + kept &&
                std::equal(old_lines.begin() + static_cast<std::ptrdiff_t>(old_end),
                           old_lines.begin() + static_cast<std::ptrdiff_t>(change.before_begin),
                           new_lines.begin() + static_cast<std::ptrdiff_t>(new_end)),
            "what stands between two changes is the same");
    old_end = change.before_end;
    new_end = change.after_end;
  }
  const std::string diff = render::unified_diff("f", before, after, render::Secrets::shown);
  require(patched(before, diff) == after, "a diff leads from one text to the other", diff);
}

void hide(const std::string& text) {
  std::size_t end = 0;
  for (const text::Span span : render::secrets_of(text)) {
    require(end <= span.begin && span.begin < span.end && span.end <= text.size(), "secrets are in order");
    end = span.end;
  }
  const std::string hidden = render::Mask().hide(text);
  require(std::ranges::count(hidden, '\n') == std::ranges::count(text, '\n'),
          "lines stay the lines they were");
}

}  // namespace
}  // namespace certlift::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto parts = certlift::fuzz::parts_of(certlift::fuzz::input_of(data, size), 2);
  for (const std::string& part : parts) {
    certlift::fuzz::decode(part);
    certlift::fuzz::index(part);
    certlift::fuzz::hide(part);
  }
  certlift::fuzz::compare(parts[0], parts[1]);
  certlift::render::unified_diff("f", parts[0], parts[1], certlift::render::Secrets::masked);
  return 0;
}
