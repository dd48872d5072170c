#include "apply/undo.h"

#include "fuzz/support/require.h"
#include "text/diff.h"
#include "text/encoding.h"

#include <algorithm>
#include <optional>
#include <utility>

/// Three texts: before a change, after it, and what others have made of that since.
namespace certlift::fuzz {
namespace {

/// How a text is written down; nothing: it is none.
using Form = std::optional<std::pair<text::Encoding, text::Bom>>;
constexpr Form plain = std::pair(text::Encoding::utf8, text::Bom::absent);

Form form_of(const std::string& bytes) {
  const auto decoded = text::decode(bytes);
  return decoded ? Form(std::pair(decoded->encoding, decoded->bom)) : std::nullopt;
}

using Taken = std::expected<std::string, std::vector<apply::LineRange>>;

void require_lines_of_present(const std::vector<apply::LineRange>& lines, const std::string& present) {
  const std::size_t last = std::max<std::size_t>(text::split_lines(present).size(), 1);
  require(!lines.empty(), "a conflict names lines");
  for (const apply::LineRange& range : lines)
    require(1 <= range.first && range.first <= range.last && range.last <= last,
            "a conflict names lines that are there");
}

/// The smallest things that are ever put together anew: what ends with `>`, or with its line.
std::vector<std::string_view> pieces_of(std::string_view text) {
  std::vector<std::string_view> pieces;
  for (std::string_view line : text::split_lines(text))
    while (!line.empty()) {
      const std::size_t end = std::min(line.find('>'), line.size() - 1) + 1;
      pieces.push_back(line.substr(0, end));
      line.remove_prefix(end);
    }
  return pieces;
}

void try_all(const std::string& before, const std::string& after, const std::string& present) {
  const Form form = form_of(before);
  if (form_of(after) != form || form_of(present) != form)
    return;  // no change of certlift's writes it otherwise
  require(apply::reverted(before, after, after) == Taken(before), "a change alone is reverted whole");
  require(apply::reverted(before, after, before) == Taken(before), "what was reverted already stays so");
  require(apply::reverted(before, before, present) == Taken(present), "no change reverts nothing");
  const Taken result = apply::reverted(before, after, present);
  if (!result) return require_lines_of_present(result.error(), present);
  require(apply::reverted(present, *result, *result) == Taken(present), "an undo is reverted whole");
  require(apply::reverted(present, after, before) == result, "it does not matter who came first");
  if (form != plain) return;
  auto pieces = pieces_of(before), others = pieces_of(present);
  pieces.insert(pieces.end(), others.begin(), others.end());
  std::ranges::sort(pieces);
  for (const std::string_view piece : pieces_of(*result))
    require(std::ranges::binary_search(pieces, piece), "nothing is made up", piece);
}

}  // namespace
}  // namespace certlift::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto parts = certlift::fuzz::parts_of(certlift::fuzz::input_of(data, size), 3);
  certlift::fuzz::try_all(parts[0], parts[1], parts[2]);
  return 0;
}
