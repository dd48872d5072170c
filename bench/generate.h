#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace certlift::bench {

/// A made-up applicationHost.config as a server with that many sites has it: three applications and two
/// bindings each, settings in location tags, UTF-8 with BOM, CRLF. Of every ten sites four keep their
/// certificate mappings at an application instead of the site, each in another surrounding; lifting them
/// needs nobody's consent. The same arguments give the same bytes.
std::string generate(std::size_t sites, std::uint64_t seed);

}  // namespace certlift::bench
