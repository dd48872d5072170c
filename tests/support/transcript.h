#pragma once

#include <string>

namespace certlift::test {

/// Plays a transcript (see tests/cli/README.md) and gives it back with what really happens written down: it
/// is as it should be if that is the transcript itself. `folder` holds the files that it names.
std::string play(const std::string& transcript, const std::string& folder);

/// The bytes of a file on this machine's disk.
std::string file_bytes(const std::string& path);

}  // namespace certlift::test
