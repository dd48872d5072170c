#include "fuzz/support/require.h"
#include "logs/gzip_source.h"
#include "logs/request_reader.h"
#include "logs/sources.h"

#include <string>

/// Any bytes as a request log, W3C or HTTPERR, packed or not: what is counted adds up, and is the same
/// whatever the pieces that it comes in. A part of a log never counts more than the whole.
namespace certlift::fuzz {
namespace {

/// Empty: it is no log.
logs::RequestCounts counts_of(const std::string& bytes, std::size_t step) {
  const auto counts = logs::count_requests(logs::unpacked(test::source_of(bytes, step)), {.site = 1});
  if (!counts) {
    require(!counts.error().message.empty(), "an error has a message");
    return {};
  }
  std::uint64_t sum = counts->left_out;
  for (const auto& [key, group] : counts->groups) {
    require(group.handshakes <= group.count, "no more handshakes than answers");
    require(group.recovered.size() <= group.clients.size(), "who recovered had failed");
    require(group.first <= group.last, "the first is not after the last");
    require(!key.code().empty(), "an answer has a code");
    sum += group.count;
  }
  require(sum == counts->lines, "every request is in a group");
  return *counts;
}

}  // namespace
}  // namespace certlift::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace certlift;
  const std::string bytes = fuzz::input_of(data, size);
  const logs::RequestCounts whole = fuzz::counts_of(bytes, 4096);
  const logs::RequestCounts slowly = fuzz::counts_of(bytes, 1 + size % 13);
  fuzz::require(whole.lines == slowly.lines && whole.groups.size() == slowly.groups.size(),
                "pieces of any size make the same of it");
  fuzz::require(
      fuzz::counts_of(bytes.substr(0, size / 2), 4096).lines <= whole.lines || bytes.starts_with("\x1F\x8B"),
      "a part has no more requests than the whole");
  return 0;
}
