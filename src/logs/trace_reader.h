#pragma once

#include "logs/byte_source.h"
#include "logs/trace.h"

namespace certlift::logs {

/// Reads a log as a stream: its size does not matter. It may be cut at both ends. Errors: not_understood,
/// saying what the file is, if it is no trace; those of the source.
Result<Trace> read_trace(const ByteSource& source);

}  // namespace certlift::logs
